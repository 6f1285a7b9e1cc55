import { clockText, type Instant, longDayText } from "../time/india";

/** `1 Dec 2026, 10:00 IST`: somebody's decision names its day in full. */
export function scheduleText(at: Instant): string {
  return `${longDayText(at)}, ${clockText(at)} IST`;
}
