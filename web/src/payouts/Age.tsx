import { useTextOfNow } from "../layout/useTextOfNow";
import { ageText, nextCheckText } from "./age";

const EXACT = new Intl.DateTimeFormat("en-IN", { dateStyle: "full", timeStyle: "long" });

/** The age of a payout; the exact time is in its tooltip. */
export function Age({ at }: { at: string }) {
  const text = useTextOfNow((now) => ageText(at, now));
  return (
    <time dateTime={at} title={EXACT.format(new Date(at))} className="whitespace-nowrap">
      {text}
    </time>
  );
}

/** The time of the next status check; the exact time is in its tooltip. */
export function NextCheck({ at }: { at: string }) {
  const text = useTextOfNow((now) => nextCheckText(at, now));
  return (
    <time dateTime={at} title={EXACT.format(new Date(at))} className="whitespace-nowrap">
      {text}
    </time>
  );
}
