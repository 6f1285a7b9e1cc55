import { clockText, dayText, isoDay } from "../time/india";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `3 min ago`, `2 h ago`, `5 days ago`. A time ahead of the reader's clock reads as now. */
export function ageText(at: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (seconds < MINUTE) return "just now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  const days = Math.floor(seconds / DAY);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** `Next check at 02:43`, with the date on another day; `Checking now` once it is due. In India's time. */
export function nextCheckText(at: string, now: number): string {
  if (Date.parse(at) <= now) return "Checking now";
  const day = isoDay(at) === isoDay(now) ? "" : `${dayText(at)}, `;
  return `Next check at ${day}${clockText(at)}`;
}
