import { expect, test } from "vitest";
import { ageText, nextCheckText } from "./age";

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
])("after %d s the age reads %j", (seconds, words) => {
  expect(ageText(AT, later(seconds))).toBe(words);
});

const NOON = "2026-11-22T06:35:00+00:00"; // 12:05 in India

test.each([
  ["2026-11-22T11:59:59+05:30", "Next check at 12:05"],
  ["2026-11-22T00:00:00+05:30", "Next check at 12:05"],
  ["2026-11-21T23:59:59+05:30", "Next check at 22 Nov, 12:05"],
  ["2026-03-31T23:59:59+05:30", "Next check at 22 Nov, 12:05"],
  ["2026-11-22T12:05:00+05:30", "Checking now"],
  ["2026-11-22T13:00:00+05:30", "Checking now"],
])("at %s, a check due at 12:05 in India reads %j", (now, words) => {
  expect(nextCheckText(NOON, Date.parse(now))).toBe(words);
});
