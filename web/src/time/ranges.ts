import { financialYear, type Instant, isoDay } from "./india";

/** Ranges of days in India that end today, as a view's filter names them: the address has none for the first. */

export const RANGES = ["30d", "90d", "fy"] as const;
export type Range = (typeof RANGES)[number];

/** Both days are included. */
export type Days = { from: string; to: string };

/** Names `India's day` as UTC's midnight, so that it can be counted on. */
const DAY_MS = 86_400_000;

export function rangeOf(named: string | undefined): Range {
  return RANGES.find((it) => it === named) ?? "30d";
}

export function daysOf(range: Range, now: Instant): Days {
  const to = isoDay(now);
  if (range === "fy") return { from: `${financialYear(now)}-04-01`, to };
  return { from: daysBefore(to, range === "30d" ? 29 : 89), to };
}

/** Last month's first day until today. */
export function monthsOf(now: Instant): Days {
  const to = isoDay(now);
  const lastOfBefore = daysBefore(`${to.slice(0, 8)}01`, 1);
  return { from: `${lastOfBefore.slice(0, 8)}01`, to };
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}
