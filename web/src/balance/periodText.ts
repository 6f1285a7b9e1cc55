import { dayText, longDayText } from "../time/india";

/** `28 Nov 2026`, or `23 Nov – 29 Nov 2026`. */
export function periodText({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string {
  return startsOn === endsOn
    ? longDayText(startsOn)
    : `${dayText(startsOn)} – ${longDayText(endsOn)}`;
}
