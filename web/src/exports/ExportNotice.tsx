import { useEffect } from "react";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Button, buttonClasses } from "../ui";
import { forgetExport, isHere, useAwaitedExports, useCountHere } from "./awaited";
import { type Export, isRunning } from "./exportJob";
import { useExports, useSaving } from "./useExports";

/** Tells of exports that this browser has asked for, and that ended after their page was closed. */
export function ExportNotice({ merchantId }: { merchantId: string }) {
  const { view } = useLocation();
  const awaited = useAwaitedExports(merchantId);
  useCountHere();
  const others = awaited.filter((id) => !isHere(id));
  const { data, refetch } = useExports(merchantId);
  const saving = useSaving(merchantId);
  const known = data && new Set(data.map(({ id }) => id));
  const gone = known ? others.filter((id) => !known.has(id)).join() : "";
  // Deleted after a day, or asked for after that list was made: then the next list has it.
  useEffect(() => {
    if (!gone) return;
    void refetch().then(({ data: now }) => {
      const there = new Set(now?.map(({ id }) => id));
      if (now) for (const id of gone.split(",")) if (!there.has(id)) forgetExport(merchantId, id);
    });
  }, [gone, merchantId, refetch]);
  const ended = data?.filter((job) => others.includes(job.id) && !isRunning(job)) ?? [];
  // Its own list tells it.
  if (ended.length === 0 || view === "payouts/exports") return null;
  const failed = ended.filter(({ state }) => state === "failed");
  const [only] = ended;
  const dismiss = () => {
    for (const { id } of ended) forgetExport(merchantId, id);
  };
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-surface px-5 py-3 text-sm print:hidden">
      <p className="min-w-0 wrap-anywhere">
        {textOf(ended, failed.length)}
        {saving.isError && <span className="text-bad"> It couldn't be saved. Try again.</span>}
      </p>
      <div className="flex flex-wrap gap-2">
        {only && ended.length === 1 && failed.length === 0 && (
          <Button
            isSmall
            aria-disabled={saving.isPending}
            onClick={() => saving.isPending || saving.mutate(only)}
          >
            {saving.isPending ? "Saving…" : "Save"}
          </Button>
        )}
        <Link to={{ view: "payouts/exports" }} className={buttonClasses("quiet", true)}>
          All exports
        </Link>
        <Button isSmall kind="quiet" onClick={dismiss}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}

function textOf(ended: Export[], failed: number): string {
  const [only] = ended;
  if (only && ended.length === 1)
    return failed ? `We couldn't write ${only.name}.` : `${only.name} is ready.`;
  const ready = ended.length - failed;
  if (ready === 0) return `We couldn't write ${failed} exports.`;
  const rest = failed ? ` ${failed} couldn't be written.` : "";
  return `${ready} ${ready === 1 ? "export is" : "exports are"} ready.${rest}`;
}
