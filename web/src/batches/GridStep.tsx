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
      {/* Not a Card, which would keep the line at its foot from staying in view. */}
      <div className="min-w-0 rounded-xl border border-line bg-surface">
        <Grid of={several} onPaste={sheet.paste} />
        <div className="sticky bottom-0 flex flex-wrap items-center justify-between gap-3 rounded-b-xl border-t border-line bg-surface px-5 py-3 max-md:bottom-13">
          {dryRun.error && !dryRun.isFresh && (
            <p role="alert" className="basis-full text-sm text-bad">
              Couldn't check the rows. {dryRun.error.message}{" "}
              <Button kind="quiet" isSmall onClick={dryRun.refetch}>
                Try again
              </Button>
            </p>
          )}
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
      </div>
    </div>
  );
}
