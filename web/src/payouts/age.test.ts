import { expect, test } from "vitest";
import { ageInWords, untilInWords } from "./age";

const AT = "2026-11-22T09:45:00+00:00";
const later = (seconds: number) => Date.parse(AT) + seconds * 1000;

test.each([
  [-60, "just now"],
  [0, "just now"],
  [59.9, "just now"],
  [60, "1 min ago"],
  [3599, "59 min ago"],
  [3600, "1 h ago"],
  [86_399, "23 h ago"],
  [86_400, "1 day ago"],
  [400 * 86_400, "400 days ago"],
])("%d s later it is %s", (seconds, words) => {
  expect(ageInWords(AT, later(seconds))).toBe(words);
});

test.each([
  [-11.5, "in 12 s"],
  [-119, "in 119 s"],
  [-120, "in 2 min"],
  [0, null],
  [3, null],
])("%d s from it, it is %s", (seconds, words) => {
  expect(untilInWords(AT, later(seconds))).toBe(words);
});
