/** Ticks from 0 to at least `most` in two to five round steps: 1, 2 or 5 times a power of ten paise. */
export function amountTicks(most: number): number[] {
  const rough = Math.max(most, 100) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((it) => it * power >= rough) ?? 10) * power;
  const count = Math.ceil(Math.max(most, 100) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  // Above ₹9 lakh crore the last tick would exceed a safe integer.
  return ticks.filter(Number.isSafeInteger);
}

/** The indexes of `count` items of which an axis names some: the first, the last, and others evenly between. */
export function namedIndexes(count: number, most: number): number[] {
  const named = Math.min(count, most);
  if (named < 2) return count > 0 ? [0] : [];
  const all = Array.from({ length: named }, (_, index) =>
    Math.round((index * (count - 1)) / (named - 1)),
  );
  return [...new Set(all)];
}

/** The SVG path around all values between the lowest and the highest of each period, which spans xs[i] to xs[i + 1]. */
export function bandPath(xs: number[], highs: number[], lows: number[]): string {
  const top = highs.map((y, index) => `${xs[index]} ${y}H${xs[index + 1]}`);
  const bottom = lows.map((y, index) => `${xs[index + 1]} ${y}H${xs[index]}`).reverse();
  return `M${[...top, ...bottom].join("L")}Z`;
}
