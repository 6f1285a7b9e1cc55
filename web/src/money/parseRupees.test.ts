import { describe, expect, test } from "vitest";
import { decimalRupees, formatRupees } from "./formatRupees";
import { parseRupees } from "./parseRupees";

const MAX = Number.MAX_SAFE_INTEGER;
const NBSP = "\u00a0";

describe("an amount is accepted as", () => {
  test.each([
    ["0.29", 29],
    ["0.57", 57],
    ["1.15", 115],
    ["4.35", 435],
    ["1", 100],
    ["1.1", 110],
    ["1.10", 110],
    [".5", 50],
    ["5.", 500],
    ["007", 700],
    ["1,000", 100_000],
    ["1,00,000", 10_000_000],
    ["100,000", 10_000_000],
    ["1,234,567.89", 123_456_789],
    ["12,34,567.89", 123_456_789],
    ["₹500", 50_000],
    ["₹ 500", 50_000],
    [`₹${NBSP}500`, 50_000],
    ["Rs. 500", 50_000],
    ["Rs.500", 50_000],
    ["rs 500", 50_000],
    ["INR 500", 50_000],
    ["500 INR", 50_000],
    ["500₹", 50_000],
    ["500/-", 50_000],
    ["Rs. 1,500/-", 150_000],
    ["  500\n", 50_000],
    [`${NBSP}500${NBSP}`, 50_000],
    ["\u200e500\ufeff", 50_000],
    ["５００．２５", 50_025],
    ["१,००,०००", 10_000_000],
    ["90071992547409.91", MAX],
    ["9,00,71,99,25,47,409.91", MAX],
    [`${"0".repeat(40)}5`, 500],
  ])("%j", (text, paise) => {
    expect(parseRupees(text)).toEqual({ ok: true, paise });
  });
});

describe("an amount is refused as", () => {
  test.each([
    ["", /enter an amount/i],
    [" \u00a0 ", /enter an amount/i],
    ["0", /more than zero/],
    ["0.00", /more than zero/],
    ["-5", /plus or minus/],
    ["−5", /plus or minus/],
    ["+5", /plus or minus/],
    ["₹-5", /plus or minus/],
    ["- ₹5", /plus or minus/],
    ["1.005", /two decimals/],
    ["1.000", /two decimals/],
    ["1.00.00", /one decimal point/],
    ["1..5", /one decimal point/],
    ["1.00,000", /after the decimal point/],
    ["1,2,3", /check the commas/i],
    ["1,5", /check the commas/i],
    ["1,0000", /check the commas/i],
    ["10,00", /check the commas/i],
    ["1,,000", /check the commas/i],
    [",500", /check the commas/i],
    ["500,", /check the commas/i],
    ["0,100", /check the commas/i],
    ["1,000,00,000", /check the commas/i],
    ["1 000", /spaces/],
    [`1${NBSP}000`, /spaces/],
    ["5 .5", /spaces/],
    ["1e5", /digits/],
    ["0x10", /digits/],
    ["1_000", /digits/],
    ["1'000", /digits/],
    ["1 lakh", /digits/],
    ["5k", /digits/],
    ["$5", /digits/],
    ["₹", /digits/],
    [".", /digits/],
    ["Rs.", /digits/],
    ["₹₹5", /digits/],
    ["½", /digits/],
    ["٥", /digits/],
    ["NaN", /digits/],
    ["Infinity", /digits/],
    ["5０", /digits 0–9 only/],
    ["५5", /digits 0–9 only/],
    ["90071992547409.92", /at most ₹9,00,71,99,25,47,409\.91/],
    ["99999999999999", /at most/],
    ["9".repeat(500), /at most/],
  ])("%j", (text, reason) => {
    const parsed = parseRupees(text);
    expect(parsed.ok ? parsed.paise : parsed.reason).toMatch(reason);
  });
});

test("a text eight times as long takes about eight times as long to refuse", () => {
  // The shortest of several, as other programs may have the processor meanwhile.
  const shortest = (digits: number) => {
    const text = "9".repeat(digits);
    const times = Array.from({ length: 9 }, () => {
      const begun = performance.now();
      expect(parseRupees(text).ok).toBe(false);
      return performance.now() - begun;
    });
    return Math.min(...times);
  };
  expect(shortest(800_000) / Math.max(shortest(100_000), 0.05)).toBeLessThan(40); // 64 if it were quadratic
});

test("every formatted amount parses back to itself", () => {
  for (const paise of amounts(20_000)) {
    for (const text of [formatRupees(paise), decimalRupees(paise)]) {
      const parsed = parseRupees(text);
      if (!parsed.ok || parsed.paise !== paise) expect([text, parsed]).toBe(paise);
    }
  }
});

/** Amounts around every power of two and ten, then pseudo-random ones of every length; the same in every run. */
function* amounts(count: number) {
  for (let power = 0; power < 53; power++) {
    for (const near of [-1, 0, 1]) if (2 ** power + near > 0) yield 2 ** power + near;
    for (const near of [-1, 0, 1])
      if (power < 16 && 10 ** power + near > 0) yield 10 ** power + near;
  }
  yield MAX;
  let seed = 20261122n;
  for (let n = 0; n < count; n++) {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    yield (Number(seed >> 11n) % 10 ** (1 + (n % 15))) + 1;
  }
}

test.each(["\u202e0015", "\u202d500", "5\u202e00", "\u2067500\u2069"])(
  "bidirectional controls are refused: %j",
  (text) => {
    expect(parseRupees(text).ok).toBe(false);
  },
);
