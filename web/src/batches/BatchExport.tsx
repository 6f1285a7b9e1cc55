import { useMutation } from "@tanstack/react-query";
import { Unreachable } from "../api";
import { download } from "../api/download";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
import { saveFile } from "../ui/saveFile";

const FORMATS = ["csv", "xlsx"] as const;

/** The batch's result, row by row, as a file. */
export function BatchExport({ id }: { id: string }) {
  const saving = useMutation({
    networkMode: "always",
    mutationFn: (format: string) => download(`/api/v1/payout_batches/${id}/export/`, { format }),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      announce(`Exported ${name}`);
    },
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row. */}
      <div role="group" aria-label="Result file" className="flex gap-1.5">
        {FORMATS.map((format) => (
          <Button
            key={format}
            aria-disabled={saving.isPending}
            onClick={() => saving.isPending || saving.mutate(format)}
          >
            {saving.isPending && saving.variables === format
              ? "Exporting…"
              : `Result ${format.toUpperCase()}`}
          </Button>
        ))}
      </div>
      {saving.isError && (
        <span role="alert" className="text-sm text-bad">
          Nothing exported.{" "}
          {saving.error instanceof Unreachable ? "Can't reach the server." : saving.error.message}
        </span>
      )}
    </>
  );
}
