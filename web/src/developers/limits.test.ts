import { expect, test } from "vitest";
import { durationText, limitsText } from "./limits";

test.each([
  ["1200/minute", "300/minute", "1,200 reads and 300 writes per minute, for each key."],
  ["10/second", "300/hour", "10 reads per second and 300 writes per hour, for each key."],
  [null, "300/minute", "300 writes per minute, for each key; reads without limit."],
  [null, null, "None on this engine."],
])("limits of %s and %s are told in words", (readLimit, writeLimit, text) => {
  expect(limitsText({ readLimit, writeLimit })).toBe(text);
});

test("a window is told in its largest whole unit", () => {
  expect([86_400, 3600, 90, 5400].map(durationText)).toEqual([
    "24 hours",
    "1 hour",
    "90 seconds",
    "90 minutes",
  ]);
});
