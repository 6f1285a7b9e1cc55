/**
 * Times as Indian books show them: in India's time wherever the reader is, so that the page, its CSV files and the admin
 * name the same day. The financial year begins on 1 April.
 */

/** Asia/Kolkata, which has had this offset and no summer time since 1945. */
const AHEAD_MS = 5.5 * 3_600_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
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

/** `12 Nov 2026` */
export function longDayText(at: Instant): string {
  return `${dayText(at)} ${inIndia(at).getUTCFullYear()}`;
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
