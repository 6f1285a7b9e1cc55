import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { download } from "../api/download";
import { type ExportProgress, exportByJob, progressText } from "../exports/exportJob";
import { failureText } from "../exports/failureText";
import type { PayoutFilter, PayoutSort } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { Button, buttonClasses } from "../ui";
import { saveFile } from "../ui/saveFile";
import {
  EXPORT_ADDRESS,
  type ExportFormat,
  exportParameters,
  MOST_EXPORTED,
} from "./exportAddress";

const FORMATS: [ExportFormat, string][] = [
  ["csv", "CSV"],
  ["xlsx", "XLSX"],
];

type Props = {
  merchantId: string;
  filter: PayoutFilter;
  sort: PayoutSort;
  /** Of the payouts that pass the filter, or more than a file holds; undefined until they are counted. */
  count: number | undefined;
};

/** Saves all payouts that the filter leaves, not only those on the screen. */
export function PayoutExport({ merchantId, filter, sort, count }: Props) {
  const reasonId = useId();
  const isLarge = count !== undefined && count > MOST_EXPORTED;
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const saving = useMutation({
    networkMode: "always",
    mutationFn: (format: ExportFormat) => {
      const parameters = exportParameters(merchantId, filter, sort, format);
      return isLarge
        ? exportByJob(merchantId, parameters, setProgress)
        : download(EXPORT_ADDRESS, parameters);
    },
    onSettled: () => setProgress(null),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      announce(`Exported ${name}`);
    },
  });
  const reason = count === 0 ? "Nothing to export." : null;
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm print:hidden">
      {saving.isError && (
        <span role="alert" className="text-bad">
          Nothing exported. {failureText(saving.error)}
        </span>
      )}
      {progress && (
        <span className="text-soft tabular-nums">
          <progress
            aria-label="Export"
            className="mr-2 h-2 w-24 align-middle"
            value={progress.rowsDone}
            max={Math.max(progress.rows, 1)}
          />
          {progressText(progress)}
        </span>
      )}
      {isLarge && !progress && !saving.isError && (
        <span className="text-soft">Large files take a while. You may leave this page.</span>
      )}
      {reason && (
        <span id={reasonId} className="text-soft">
          {reason}
        </span>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row. */}
      <div role="group" aria-label="Export" className="flex items-center gap-1.5">
        {FORMATS.map(([format, label]) => (
          <Button
            key={format}
            isSmall
            aria-disabled={reason !== null || count === undefined || saving.isPending}
            aria-describedby={reason ? reasonId : undefined}
            onClick={(event) => {
              if (event.currentTarget.getAttribute("aria-disabled") !== "true") {
                saving.mutate(format);
              }
            }}
          >
            {saving.isPending && saving.variables === format ? "Exporting…" : `Export ${label}`}
          </Button>
        ))}
      </div>
      <Link to={{ view: "payouts/exports" }} className={buttonClasses("quiet", true)}>
        Exports
      </Link>
    </div>
  );
}
