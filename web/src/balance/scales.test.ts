import { expect, test } from "vitest";
import { amountTicks, lasting, pointAt, stepPath, timeTicks } from "./scales";

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

test("time ticks are evenly spaced, ends included", () => {
  expect(timeTicks(0, 100, 3)).toEqual([0, 50, 100]);
});

test("a moment maps to the point in force then", () => {
  const points = [10, 20, 30].map((at) => ({ at, availablePaise: at, heldPaise: 0 }));
  expect([0, 10, 19, 20, 99].map((at) => pointAt(points, at))).toEqual([0, 0, 0, 1, 2]);
});

test("a value stays until it changes", () => {
  expect(stepPath([0, 10, 20], [5, 5, 1])).toBe("M0 5H10V5H20V1");
});

test("states inside a transaction are not shown", () => {
  const points = [0, 1000, 1001, 2000].map((at) => ({ at }));
  expect(lasting(points).map(({ at }) => at)).toEqual([0, 1001, 2000]);
});
