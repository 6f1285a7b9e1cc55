import { useTextOfNow } from "../layout/useTextOfNow";
import { ageInWords, untilInWords } from "./age";

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

/** How long until; `due` once the time has come. */
export function Until({ at, due }: { at: string; due: string }) {
  const words = useTextOfNow((now) => untilInWords(at, now));
  return (
    <time dateTime={at} title={EXACT.format(new Date(at))} className="whitespace-nowrap">
      {words ?? due}
    </time>
  );
}
