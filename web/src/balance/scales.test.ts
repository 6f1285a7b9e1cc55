import { expect, test } from "vitest";
import { amountTicks, bandPath, namedIndexes } from "./scales";

test.each([0, 1, 99, 100, 12_345, 950_000, 1_000_000, 7_000_000_000_000_000])(
  "the ticks for %d are few and round, and cover it",
  (most) => {
    const ticks = amountTicks(most);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(6);
    for (const tick of ticks) expect(Number(tick.toPrecision(2))).toBe(tick);
  },
);

test("the ticks for the largest amount are safe integers", () => {
  expect(amountTicks(Number.MAX_SAFE_INTEGER)).toEqual([0, 5e15]);
});

test("an axis names the first and the last item, and few between", () => {
  expect(namedIndexes(30, 3)).toEqual([0, 15, 29]);
  expect(namedIndexes(2, 5)).toEqual([0, 1]);
  expect(namedIndexes(1, 5)).toEqual([0]);
  expect(namedIndexes(0, 5)).toEqual([]);
});

test("a band goes along the highs and back along the lows", () => {
  expect(bandPath([0, 10, 20], [1, 2], [5, 6])).toBe("M0 1H10L10 2H20L20 6H10L10 5H0Z");
});
