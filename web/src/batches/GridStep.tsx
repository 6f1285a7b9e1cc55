import { Button, Card, TextField } from "../ui";
import { FootLine } from "./FootLine";
import { Grid } from "./Grid";
import { StartWith } from "./StartWith";
import type { Several } from "./useSeveral";
import { useSheet } from "./useSheet";

/** Step 1: who gets what. Enter goes to the next row, and pays nothing. */
export function GridStep({ of: several }: { of: Several }) {
  const sheet = useSheet(several);
  const { counts, dryRun, draft } = several;
  const shortBy = counts.paise - (dryRun.availablePaise ?? counts.paise);
  const isReady = dryRun.isFresh && counts.paid.length > 0 && shortBy <= 0;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
      <Card>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
          <div className="min-w-0 flex-1 basis-60">
            <TextField
              label="Name of this batch"
              autoComplete="off"
              maxLength={100}
              value={draft.name}
              onChange={(event) => several.rename(event.target.value)}
            />
          </div>
          <StartWith of={several} sheet={sheet} />
        </div>
        <div className="mt-3 grid gap-1 text-sm empty:hidden">
          {sheet.error && (
            <p role="alert" className="text-bad wrap-anywhere">
              {sheet.error}
            </p>
          )}
          {sheet.told && (
            <p role="status" className="text-soft wrap-anywhere">
              {sheet.told}
            </p>
          )}
        </div>
      </Card>
      <Card isFlush>
        <Grid of={several} onPaste={sheet.paste} />
        <div className="sticky bottom-0 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface px-5 py-3 max-md:bottom-16">
          <FootLine counts={counts} availablePaise={dryRun.availablePaise} />
          <Button
            kind="primary"
            aria-disabled={!isReady || draft.name.trim() === ""}
            onClick={() => isReady && draft.name.trim() && several.goOn()}
            className="min-h-11"
          >
            {counts.checking > 0 ? "Checking…" : "Review"}
          </Button>
        </div>
      </Card>
    </div>
  );
}
