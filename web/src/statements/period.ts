import {
  dayBegins,
  dayOf,
  financialYear,
  isoDay,
  monthSpan,
  monthText,
  type Span,
} from "../time/india";

/** As the server has it: a leap year's days. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;
const EARLIEST = "2000-01-01";
/** Older ones are reached by their days. */
const YEARS = 4;

/** The days of a statement: a financial year, a month of it, or any others. */
export type Period = {
  span: Span;
  /** The year in which the financial year began. */
  year: number;
  /** `2026-10`; null for the whole year, and for other days. */
  month: string | null;
  isOther: boolean;
};

/** What the address asks for; without anything, or with what is none, this financial year. */
export function periodOf(filters: Record<string, string>, now: number): Period {
  const [from, to] = [dayOf(filters.from), dayOf(filters.to)];
  if (from && to && !faultOf(from, to, now))
    return { span: { from, to }, year: financialYear(dayBegins(from)), month: null, isOther: true };
  const asked = yearNamed(filters.fy);
  const current = financialYear(now);
  const year = asked !== null && asked >= 2000 && asked <= current ? asked : current;
  const month = monthsOf(year, now).find((it) => it === filters.month) ?? null;
  const span = month
    ? monthSpan(dayBegins(`${month}-01`))
    : { from: `${year}-04-01`, to: `${year + 1}-03-31` };
  return { span, year, month, isOther: false };
}

/** The same in the address. */
export function filtersNaming({ span, year, month, isOther }: Period, now: number) {
  if (isOther) return { fy: "", month: "", ...span };
  const fy = year === financialYear(now) ? "" : yearName(year);
  return { fy, month: month ?? "", from: "", to: "" };
}

/** Why no statement can be of these days; undefined if one can. */
export function faultOf(from: string, to: string, now: number): string | undefined {
  if (!dayOf(from) || !dayOf(to)) return "Enter both days.";
  if (from < EARLIEST) return "Choose a first day after 1999.";
  if (from > isoDay(now)) return "Choose a first day that has begun.";
  if (to < from) return "The last day must not be before the first.";
  if (Date.parse(to) - Date.parse(from) >= MOST_DAYS * DAY_MS)
    return `Choose at most ${MOST_DAYS} days.`;
  return undefined;
}

/** `2026-27` */
export function yearName(year: number): string {
  return `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
}

/** The newest first, and the one that is shown. */
export function yearsOffered(shown: number, now: number): number[] {
  const current = financialYear(now);
  const newest = Array.from({ length: YEARS }, (_, ago) => current - ago);
  return newest.includes(shown) ? newest : [...newest, shown];
}

/** `2026-04`, …: those of a financial year that have begun. */
export function monthsOf(year: number, now: number): string[] {
  const current = isoDay(now).slice(0, 7);
  return Array.from({ length: 12 }, (_, n) => {
    const month = ((n + 3) % 12) + 1;
    return `${year + (month < 4 ? 1 : 0)}-${String(month).padStart(2, "0")}`;
  }).filter((month) => month <= current);
}

/** `Oct 2026` */
export function monthName(month: string): string {
  return monthText(dayBegins(`${month}-01`));
}

function yearNamed(text: string | undefined): number | null {
  const year = Number(/^([12]\d{3})-\d\d$/.exec(text ?? "")?.[1]);
  return year && yearName(year) === text ? year : null;
}
