import { dayText, longDayText } from "../time/india";

type Days = { startsOn: string; endsOn: string };

/** `28 Nov 2026`, or `23 Nov – 29 Nov 2026`. */
export function periodText({ startsOn, endsOn }: Days): string {
  const end = longDayText(endsOn);
  return startsOn === endsOn ? end : `${dayText(startsOn)} – ${end}`;
}

/** The same without the year, for a table of a year at most. */
export function periodName({ startsOn, endsOn }: Days): string {
  const end = dayText(endsOn);
  return startsOn === endsOn ? end : `${dayText(startsOn)} – ${end}`;
}
