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

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const SAME_DAY = new Intl.DateTimeFormat("en-IN", CLOCK);
const OTHER_DAY = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short", ...CLOCK });

/** `Next check at 02:43`, with the date on another day; `Checking now` once it is due. */
export function nextCheckText(at: string, now: number): string {
  const due = new Date(at);
  if (due.getTime() <= now) return "Checking now";
  const isToday = due.toDateString() === new Date(now).toDateString();
  return `Next check at ${(isToday ? SAME_DAY : OTHER_DAY).format(due)}`;
}
