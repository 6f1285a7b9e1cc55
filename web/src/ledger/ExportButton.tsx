import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { LedgerEntryType } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
import { saveFile } from "../ui/saveFile";
import { csvFileName } from "./csv";
import { LedgerExport, type Progress } from "./exportLedger";

type Props = {
  merchantId: string;
  types: LedgerEntryType[];
  /** What the file's name begins with. */
  subject: string;
};

/** Saves all entries that match the filter, not only those on the screen. */
export function ExportButton({ merchantId, types, subject }: Props) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopper = useRef<AbortController>(undefined);
  /** Kept after a failure, so that the next try goes on where this one ended. */
  const unfinished = useRef<LedgerExport>(undefined);

  const saving = useMutation({
    networkMode: "always",
    mutationFn: () => {
      stopper.current = new AbortController();
      unfinished.current ??= new LedgerExport(merchantId, types);
      return unfinished.current.run(setProgress, stopper.current.signal);
    },
    onSuccess: ({ file, merchantName, count }) => {
      unfinished.current = undefined;
      saveFile(file, csvFileName(subject, merchantName, Date.now()));
      announce(`Exported ${inIndianDigits(count)} entries`);
    },
    onSettled: () => setProgress(null),
  });
  useEffect(() => () => stopper.current?.abort(), []);

  const stop = () => {
    stopper.current?.abort();
    unfinished.current = undefined;
  };
  if (saving.isPending) return <Exporting progress={progress} onStop={stop} />;
  const hasFailed = saving.isError && !stopper.current?.signal.aborted;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {hasFailed && (
        <span role="alert" className="text-sm text-bad">
          Export stopped. {saving.error.message}
        </span>
      )}
      <Button isSmall onClick={() => saving.mutate()}>
        {hasFailed ? "Continue export" : "Export CSV"}
      </Button>
    </div>
  );
}

function Exporting({ progress, onStop }: { progress: Progress | null; onStop: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm text-soft">
      <label className="flex items-center gap-2">
        <span className="tabular-nums">
          {progress
            ? `${inIndianDigits(progress.done)} of ${inIndianDigits(progress.total)}`
            : "Exporting…"}
        </span>
        <progress
          className="h-1.5 w-24 accent-accent"
          max={progress?.total || 1}
          value={progress ? Math.min(progress.done, progress.total) : undefined}
        />
      </label>
      <span role="status" className="empty:hidden">
        {progress?.waitsFor}
      </span>
      <Button kind="quiet" isSmall onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

function inIndianDigits(count: number): string {
  return count.toLocaleString("en-IN");
}
