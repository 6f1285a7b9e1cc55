import { exactText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { ageText, nextCheckText } from "./age";

/** The age of an open payout, beside its date. */
export function Age({ at }: { at: string }) {
  return <span className="whitespace-nowrap">{useTextOfNow((now) => ageText(at, now))}</span>;
}

/** The time of the next status check. `hasZone` names the zone, where no heading above does. */
export function NextCheck({ at, hasZone = false }: { at: string; hasZone?: boolean }) {
  const text = useTextOfNow((now) => nextCheckText(at, now));
  return (
    <time dateTime={at} title={`${exactText(at)} IST`} className="whitespace-nowrap">
      {text}
      {hasZone && /\d$/.test(text) && " IST"}
    </time>
  );
}
