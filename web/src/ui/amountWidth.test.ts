import { expect, test } from "vitest";
import { amountWidth } from "./amountWidth";

test("a column is as wide for ₹1 as for ₹9,99,99,999.99, and wider from ₹10 crore on", () => {
  expect(amountWidth([])).toBe(amountWidth([100, -9_999_999_999]));
  expect(amountWidth([100, -10_000_000_000])).not.toBe(amountWidth([100]));
});
