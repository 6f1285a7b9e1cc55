import { useTextOfNow } from "../layout/useTextOfNow";
import { ageInWords, nextCheckText } from "./age";

const EXACT = new Intl.DateTimeFormat("en-IN", { dateStyle: "full", timeStyle: "long" });

/** How long ago; the exact time is in its tooltip. */
export function Age({ at }: { at: string }) {
  const words = useTextOfNow((now) => ageInWords(at, now));
  return (
    <time dateTime={at} title={EXACT.format(new Date(at))} className="whitespace-nowrap">
      {words}
    </time>
  );
}

/** The time of the next status check; the exact time is in its tooltip. */
export function NextCheck({ at }: { at: string }) {
  const words = useTextOfNow((now) => nextCheckText(at, now));
  return (
    <time dateTime={at} title={EXACT.format(new Date(at))} className="whitespace-nowrap">
      {words}
    </time>
  );
}
