import { useEffect } from "react";
import { Link } from "../navigation/Link";
import { Badge, Button, Card, EmptyState, ErrorState, SkeletonRows, Time } from "../ui";
import { forgetExport, isHere, useAwaitedExports } from "./awaited";
import { type Export, isRunning, progressText, rowsText, sizeText } from "./exportJob";
import { useExports, useSaving } from "./useExports";

/** The merchant's exports of the last day: how far they are, and their files. */
export function ExportsView({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useExports(merchantId);
  const awaited = useAwaitedExports(merchantId);
  // Here the reader sees them: nothing is left to be told.
  useEffect(() => {
    for (const job of data ?? [])
      if (awaited.includes(job.id) && !isRunning(job) && !isHere(job.id))
        forgetExport(merchantId, job.id);
  }, [data, awaited, merchantId]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Link
        to={{ view: "payouts" }}
        className="inline-flex min-h-9 items-center justify-self-start text-sm text-accent hover:underline pointer-coarse:min-h-11 print:hidden"
      >
        <span aria-hidden="true">←&nbsp;</span>All payouts
      </Link>
      <Card isFlush>
        {data && data.length > 0 && (
          <ul aria-label="Exports" className="divide-y divide-line">
            {data.map((job) => (
              <Row key={job.id} merchantId={merchantId} job={job} />
            ))}
          </ul>
        )}
        {data?.length === 0 && (
          <EmptyState title="No exports yet">
            Files of more than 5,000 payouts or entries are written in the background, and kept here
            for a day.
          </EmptyState>
        )}
        {!data && error && (
          <ErrorState what="the exports" error={error} onRetry={() => void refetch()} />
        )}
        {!data && !error && <SkeletonRows what="the exports" count={3} />}
      </Card>
    </div>
  );
}

const STATES = {
  waiting: { text: "Waiting", kind: "plain" },
  writing: { text: "Being written", kind: "wait" },
  done: { text: "Ready", kind: "ok" },
  failed: { text: "Failed", kind: "bad" },
} as const;

function Row({ merchantId, job }: { merchantId: string; job: Export }) {
  const saving = useSaving(merchantId);
  const progress = { rows: job.rows, rowsDone: job.rows_done };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3.5 text-sm">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium wrap-anywhere">{job.name}</p>
        <p className="text-xs text-soft">
          {job.state === "done" ? (
            <>
              {rowsText(job, job.rows_done)}, {sizeText(job.size)}
            </>
          ) : job.state === "failed" ? (
            "We couldn't write the file. Export it again."
          ) : (
            progressText(progress, job.kind === "statement" ? "entries" : "payouts")
          )}
          {" · Asked for "}
          <Time at={job.created_at} hasZone />
          {" · Kept until "}
          <Time at={job.deleted_at} hasZone />
        </p>
      </div>
      {job.state === "writing" && (
        <progress
          aria-label={`Progress of ${job.name}`}
          className="h-2 w-24"
          value={job.rows_done}
          max={Math.max(job.rows, 1)}
        />
      )}
      <Badge {...STATES[job.state]} />
      {job.state === "done" && (
        <Button
          isSmall
          aria-label={`Save ${job.name}`}
          aria-disabled={saving.isPending}
          className="print:hidden"
          onClick={() => saving.isPending || saving.mutate(job)}
        >
          {saving.isPending ? "Saving…" : "Save"}
        </Button>
      )}
      {saving.isError && (
        <p role="alert" className="w-full text-bad">
          Nothing saved. {saving.error.message}
        </p>
      )}
    </li>
  );
}
