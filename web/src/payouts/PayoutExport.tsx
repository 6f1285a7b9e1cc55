import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Refused, Unreachable } from "../api";
import { download } from "../api/download";
import type { PayoutFilter, PayoutSort } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
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
  const saving = useMutation({
    networkMode: "always",
    mutationFn: (format: ExportFormat) =>
      download(EXPORT_ADDRESS, exportParameters(merchantId, filter, sort, format)),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      announce(`Exported ${name}`);
    },
  });
  const reason = reasonAgainst(count);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm print:hidden">
      {saving.isError && (
        <span role="alert" className="text-bad">
          Nothing exported. {explained(saving.error)}
        </span>
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
    </div>
  );
}

function reasonAgainst(count: number | undefined): string | null {
  if (count === 0) return "Nothing to export.";
  if (count === undefined || count <= MOST_EXPORTED) return null;
  return `A file holds ${MOST_EXPORTED.toLocaleString("en-IN")} payouts: narrow the dates.`;
}

function explained(error: Error): string {
  if (error instanceof Unreachable) return "Can't reach the server.";
  if (error instanceof Refused && error.retryAfter) {
    return `Rate limit reached. Try again in ${error.retryAfter} s.`;
  }
  return error.message;
}
