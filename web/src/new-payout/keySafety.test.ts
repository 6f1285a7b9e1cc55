import { describe, expect, test } from "vitest";
import { isTooOldToRetry, safeForMs } from "./keySafety";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENT_AT = Date.parse("2026-11-28T02:00:00+05:30");
const isTooOld = (ageMs: number, windowSeconds: number) =>
  isTooOldToRetry({ firstSentAt: SENT_AT }, SENT_AT + ageMs, windowSeconds);

test.each([
  ["36 seconds", 36, 32_400],
  ["an hour", 3600, 54 * MINUTE],
  ["ten hours", 36_000, 9 * HOUR],
  ["a day", 86_400, 23 * HOUR],
  ["a week", 604_800, 167 * HOUR],
])("of a window of %s, a tenth but at most an hour is left alone", (_, window, safe) => {
  expect(safeForMs(window)).toBe(safe);
  expect(isTooOld(0, window)).toBe(false);
  expect(isTooOld(safe - 1, window)).toBe(false);
  expect(isTooOld(safe, window)).toBe(true);
  expect(isTooOld(1000 * window, window)).toBe(true);
});

test("a window below a second promises nothing", () => {
  expect(isTooOld(0, 0)).toBe(true);
});

describe("a clock that was set back since", () => {
  test("by less than the margin still gives an age that is safe", () => {
    expect(isTooOld(-59 * MINUTE, 86_400)).toBe(false);
    expect(isTooOld(-3_000, 36)).toBe(false);
  });

  test("by more than that leaves the age unknown, which is not safe", () => {
    expect(isTooOld(-61 * MINUTE, 86_400)).toBe(true);
    expect(isTooOld(-4_000, 36)).toBe(true);
    expect(isTooOld(-10 * HOUR, 3600)).toBe(true);
  });
});

test("a clock that was set forward only ends the promise early", () => {
  expect(isTooOld(5 * MINUTE + 10 * HOUR, 3600)).toBe(true);
});
