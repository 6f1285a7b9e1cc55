import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { download } from "../api/download";
import { type ExportProgress, exportByJob, progressText } from "../exports/exportJob";
import { failureText } from "../exports/failureText";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import type { Span } from "../time/india";
import { Button, buttonClasses } from "../ui";
import { saveFile } from "../ui/saveFile";
import { parametersOf, STATEMENTS_ADDRESS } from "./statement";

/** By the API's names. A PDF has no more entries than an answer. */
const FORMATS = [
  ["pdf", "PDF"],
  ["xlsx", "XLSX"],
  ["csv", "CSV"],
  ["mt940", "MT940"],
  ["camt053", "camt.053"],
  ["json", "JSON"],
] as const;
type Format = (typeof FORMATS)[number][0];

type Props = { merchantId: string; span: Span; isTooLong: boolean };

/** The statement as a file. The worker writes what is too long for an answer, and the page shows how far it is. */
export function StatementFiles({ merchantId, span, isTooLong }: Props) {
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const saving = useMutation({
    networkMode: "always",
    mutationFn: (format: Format) => {
      const parameters = { ...parametersOf(merchantId, span), format };
      return isTooLong
        ? exportByJob(merchantId, parameters, setProgress, STATEMENTS_ADDRESS)
        : download(STATEMENTS_ADDRESS, parameters);
    },
    onSettled: () => setProgress(null),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      announce(`Downloaded ${name}`);
    },
  });
  return (
    <div className="grid gap-2 text-sm print:hidden">
      {isTooLong && (
        <p className="text-soft">
          Too many entries to list here: choose a shorter time, or download it. Large files take a
          while. You may leave this page.
        </p>
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        <span aria-hidden="true" className="mr-1 text-soft">
          Download
        </span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row. */}
        <div role="group" aria-label="Download" className="flex flex-wrap items-center gap-1.5">
          {FORMATS.filter(([format]) => format !== "pdf" || !isTooLong).map(([format, label]) => (
            <Button
              key={format}
              isSmall
              aria-label={`Download ${label}`}
              aria-disabled={saving.isPending}
              onClick={() => saving.isPending || saving.mutate(format)}
            >
              {saving.isPending && saving.variables === format ? "Downloading…" : label}
            </Button>
          ))}
        </div>
        {isTooLong && (
          <Link
            to={{ view: "payouts/exports", filters: {} }}
            className={buttonClasses("quiet", true)}
          >
            Exports
          </Link>
        )}
      </div>
      {progress && (
        <p className="text-soft tabular-nums">
          <progress
            aria-label="Download"
            className="mr-2 h-2 w-24 align-middle"
            value={progress.rowsDone}
            max={Math.max(progress.rows, 1)}
          />
          {progressText(progress, "entries")}
        </p>
      )}
      {saving.isError && (
        <p role="alert" className="text-bad">
          Nothing downloaded. {failureText(saving.error)}
        </p>
      )}
    </div>
  );
}
