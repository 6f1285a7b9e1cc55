const SHORT = new Intl.DateTimeFormat("en-IN", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const FULL = new Intl.DateTimeFormat("en-IN", { dateStyle: "full", timeStyle: "long" });
const EXACT = new Intl.DateTimeFormat("en-IN", {
  dateStyle: "medium",
  timeStyle: "medium",
  hour12: false,
});

/** A moment in the reader's time zone; its tooltip has the full date and zone. `isExact` shows seconds. */
export function Time({ at, isExact = false }: { at: string; isExact?: boolean }) {
  const moment = new Date(at);
  return (
    <time dateTime={at} title={FULL.format(moment)} className="whitespace-nowrap">
      {(isExact ? EXACT : SHORT).format(moment)}
    </time>
  );
}
