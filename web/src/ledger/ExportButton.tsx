import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { LedgerEntryType } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
import { csvFileName } from "./csv";
import { exportLedger, type Progress } from "./exportLedger";

type Props = { merchantId: string; types: LedgerEntryType[] };

/** Saves all entries that match the filter, not only those on the screen. */
export function ExportButton({ merchantId, types }: Props) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopper = useRef<AbortController>(undefined);

  const saving = useMutation({
    networkMode: "always",
    mutationFn: () => {
      stopper.current = new AbortController();
      return exportLedger(merchantId, types, setProgress, stopper.current.signal);
    },
    onSuccess: ({ file, merchantName, count }) => {
      const subject = ["ledger", ...types.map((type) => type.toLowerCase().replaceAll("_", "-"))];
      save(file, csvFileName(subject.join("-"), merchantName, new Date()));
      announce(`Exported ${count} entries`);
    },
    onSettled: () => setProgress(null),
  });
  useEffect(() => () => stopper.current?.abort(), []);

  if (saving.isPending) {
    return (
      <div className="flex items-center gap-3 text-sm text-soft">
        <label className="flex items-center gap-2">
          <span className="tabular-nums">
            {progress ? `${progress.done} of ${progress.total}` : "Exporting…"}
          </span>
          <progress
            className="h-1.5 w-24"
            max={progress?.total || 1}
            value={progress ? Math.min(progress.done, progress.total) : undefined}
          />
        </label>
        <Button kind="quiet" isSmall onClick={() => stopper.current?.abort()}>
          Stop
        </Button>
      </div>
    );
  }
  const hasFailed = saving.isError && !stopper.current?.signal.aborted;
  return (
    <div className="flex items-center gap-3">
      {hasFailed && (
        <span role="alert" className="text-sm text-bad">
          Export failed.
        </span>
      )}
      <Button isSmall onClick={() => saving.mutate()}>
        {hasFailed ? "Try again" : "Export CSV"}
      </Button>
    </div>
  );
}

function save(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // Some browsers read the blob only after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
