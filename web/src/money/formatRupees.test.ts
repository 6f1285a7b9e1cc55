import { describe, expect, test } from "vitest";
import { decimalRupees, formatRupees, formatRupeesShort } from "./formatRupees";

const MAX = Number.MAX_SAFE_INTEGER;

test.each([
  [0, "₹0.00"],
  [-0, "₹0.00"],
  [1, "₹0.01"],
  [29, "₹0.29"],
  [99, "₹0.99"],
  [100, "₹1.00"],
  [99_999, "₹999.99"],
  [100_000, "₹1,000.00"],
  [1_000_000, "₹10,000.00"],
  [10_000_000, "₹1,00,000.00"],
  [123_456_789, "₹12,34,567.89"],
  [1_000_000_000, "₹1,00,00,000.00"],
  [-5, "−₹0.05"],
  [-123_456_789, "−₹12,34,567.89"],
  [MAX, "₹9,00,71,99,25,47,409.91"],
  [MAX - 1, "₹9,00,71,99,25,47,409.90"],
  [-MAX, "−₹9,00,71,99,25,47,409.91"],
])("%d paise is formatted as %s", (paise, text) => {
  expect(formatRupees(paise)).toBe(text);
});

test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX + 1])("%d is not an amount", (paise) => {
  expect(() => formatRupees(paise)).toThrow(RangeError);
  expect(() => formatRupeesShort(paise)).toThrow(RangeError);
});

test("formatting agrees with Intl where Intl is exact", () => {
  const intl = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR" });
  for (let paise = 1; paise < 2 ** 40; paise = paise * 3 + 1) {
    expect(formatRupees(paise)).toBe(intl.format(paise / 100));
  }
});

test.each([
  [0, "0.00"],
  [-5, "-0.05"],
  [123_456_789, "1234567.89"],
  [MAX, "90071992547409.91"],
])("%d paise in a spreadsheet is %s", (paise, text) => {
  expect(decimalRupees(paise)).toBe(text);
});

describe("the short form", () => {
  test.each([
    [0, "₹0"],
    [50, "₹0.50"],
    [75_000, "₹750"],
    [99_999, "₹1 K"],
    [100_000, "₹1 K"],
    [1_250_000, "₹12.5 K"],
    [9_999_999, "₹1 L"],
    [12_000_000, "₹1.2 L"],
    [12_500_000, "₹1.25 L"],
    [12_345_678, "₹1.23 L"],
    [3_000_000_000, "₹3 Cr"],
    [-3_000_000_000, "−₹3 Cr"],
    [99_999_999_999_999, "₹1 L Cr"],
    [MAX, "₹90.07 L Cr"],
  ])("of %d paise is %s", (paise, text) => {
    expect(formatRupeesShort(paise)).toBe(text);
  });
});
