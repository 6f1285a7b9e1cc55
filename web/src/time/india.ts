/**
 * Times as Indian books show them: in India's time wherever the reader is, so that the page, its CSV files and the admin
 * name the same day. The financial year begins on 1 April.
 */

/** Asia/Kolkata, which has had this offset and no summer time since 1945. */
const AHEAD_MS = 5.5 * 3_600_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const APRIL = 3;

/** An ISO 8601 text with an offset, or milliseconds since 1970. */
export type Instant = string | number;

/** Its UTC fields are India's. */
function inIndia(at: Instant): Date {
  return new Date((typeof at === "string" ? Date.parse(at) : at) + AHEAD_MS);
}

/** `2026-11-12`, which every spreadsheet reads as a date. */
export function isoDay(at: Instant): string {
  return inIndia(at).toISOString().slice(0, 10);
}

/** `14:05:33` */
export function isoTime(at: Instant): string {
  return inIndia(at).toISOString().slice(11, 19);
}

/** `14:05` */
export function clockText(at: Instant): string {
  return isoTime(at).slice(0, 5);
}

/** `12 Nov` */
export function dayText(at: Instant): string {
  const day = inIndia(at);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
}

/** `Thu` */
export function weekdayText(at: Instant): string {
  return WEEKDAYS[inIndia(at).getUTCDay()] ?? "";
}

/** `12 Nov 2026` */
export function longDayText(at: Instant): string {
  return `${dayText(at)} ${inIndia(at).getUTCFullYear()}`;
}

/** `Nov 2026` */
export function monthText(at: Instant): string {
  return longDayText(at).split(" ").slice(1).join(" ");
}

/** `12 Nov, 14:05` in this financial year, today too; `31 Mar 2026` in another. */
export function momentText(at: Instant, now: Instant): string {
  if (financialYear(at) === financialYear(now)) return `${dayText(at)}, ${clockText(at)}`;
  return longDayText(at);
}

/** `14:05` today, `12 Nov, 14:05` in this financial year, `31 Mar 2026` in another. */
export function dateText(at: Instant, now: Instant): string {
  return isoDay(at) === isoDay(now) ? clockText(at) : momentText(at, now);
}

/** `12 Nov 2026, 14:05:33` */
export function exactText(at: Instant): string {
  return `${longDayText(at)}, ${isoTime(at)}`;
}

/** The year in which it began: 2025 for 31 March 2026, 2026 for 1 April 2026. */
export function financialYear(at: Instant): number {
  const day = inIndia(at);
  return day.getUTCFullYear() - (day.getUTCMonth() < APRIL ? 1 : 0);
}

/** The day if the text is one, such as `2026-02-28`; else null. */
export function dayOf(text: string | undefined): string | null {
  if (!text || !/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : null;
}

/** The instant at which a day begins in India. */
export function dayBegins(day: string): string {
  return `${day}T00:00:00+05:30`;
}

/** An instant as a field of date and time has it, in India: `2026-12-01T10:00`. */
export function fieldTime(at: Instant): string {
  return `${isoDay(at)}T${clockText(at)}`;
}

/** The instant that a field of date and time means in India: of `2026-12-01T10:00`; null for what is none. */
export function timeOf(text: string | undefined): string | null {
  const [day, time] = [dayOf(text?.slice(0, 10)), text?.slice(10)];
  return day && time && /^T([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `${day}${time}:00+05:30` : null;
}

/** `2026-03-01` after `2026-02-28`. */
export function nextDay(day: string): string {
  return isoDay(Date.parse(dayBegins(day)) + 24 * 3_600_000);
}

/** Days from the first to the last, both included. */
export type Span = { from: string; to: string };

/** The month that is `ago` months before the one of this instant. */
export function monthSpan(at: Instant, ago = 0): Span {
  const day = inIndia(at);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() - ago];
  const iso = (last: boolean) =>
    new Date(Date.UTC(year, month + Number(last), last ? 0 : 1)).toISOString().slice(0, 10);
  return { from: iso(false), to: iso(true) };
}

/** The financial year that is `ago` years before the one of this instant. */
export function financialYearSpan(at: Instant, ago = 0): Span {
  const year = financialYear(at) - ago;
  return { from: `${year}-04-01`, to: `${year + 1}-03-31` };
}

/** `Oct 2026`, `FY 2026-27`, `12 Nov 2026`, `1 Oct 2026 – 3 Nov 2026`, `from 1 Oct 2026`, `until 3 Nov 2026`. */
export function spanText(from: string | null, to: string | null): string {
  const text = (day: string) => longDayText(dayBegins(day));
  if (!from || !to) return from ? `from ${text(from)}` : to ? `until ${text(to)}` : "";
  if (from === to) return text(from);
  const month = monthSpan(dayBegins(from));
  if (month.from === from && month.to === to) return text(from).slice(text(from).indexOf(" ") + 1);
  const year = financialYearSpan(dayBegins(from));
  if (year.from === from && year.to === to)
    return `FY ${from.slice(0, 4)}-${String(Number(from.slice(0, 4)) + 1).slice(2)}`;
  return `${text(from)} – ${text(to)}`;
}
