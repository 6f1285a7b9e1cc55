export type Point = { at: number; availablePaise: number; heldPaise: number };

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

/** `count` evenly spaced moments, both ends included. */
export function timeTicks(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

/** The date format, in India's time, for an axis of this length. */
export function timeFormat(lengthMs: number): Intl.DateTimeFormatOptions {
  const timeZone = "Asia/Kolkata";
  const hour = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = { timeZone, day: "numeric", month: "short" } as const;
  if (lengthMs < 5 * 60_000) return { ...hour, second: "2-digit" };
  if (lengthMs < 20 * 3_600_000) return hour;
  if (lengthMs < 4 * 86_400_000) return { ...day, ...hour };
  return lengthMs < 300 * 86_400_000 ? day : { timeZone, month: "short", year: "numeric" };
}

/** The index of the point in force at that moment: the last one not after it, else the first. */
export function pointAt(points: Point[], at: number): number {
  const after = points.findIndex((point) => point.at > at);
  return after < 0 ? points.length - 1 : Math.max(0, after - 1);
}

const INSIDE_A_TRANSACTION_MS = 10;

/** Drops states that existed only inside a transaction, between a payout's release and its completion. */
export function lasting<P extends { at: number }>(points: P[]): P[] {
  return points.filter(({ at }, index) => {
    const next = points[index + 1];
    return !next || next.at - at >= INSIDE_A_TRANSACTION_MS;
  });
}

/** The SVG path of a value that stays until it changes. */
export function stepPath(xs: number[], ys: number[]): string {
  return xs.map((x, index) => (index === 0 ? `M${x} ${ys[0]}` : `H${x}V${ys[index]}`)).join("");
}
