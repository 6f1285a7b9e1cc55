import { useEffect, useRef } from "react";
import { FormError } from "../forms/FormError";
import { Link } from "../navigation/Link";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { useMay } from "../session/useViewer";
import { Button, buttonClasses, Card, EmptyState } from "../ui";
import { BackToList } from "./BackToList";
import { ImportRows } from "./ImportRows";
import { ImportSource } from "./ImportSource";
import { useImport } from "./useImport";

const TO_LIST = { view: "beneficiaries", item: null, filters: {} } as const;

/** Beneficiaries from a file: nothing is written before every row's outcome has been shown. */
export function ImportPage({ merchantId }: { merchantId: string }) {
  const mayChange = useMay("BENEFICIARIES");
  const state = useImport(merchantId);
  const { rows, isBusy, readyCount, uncheckedCount } = state;
  const summary = useRef<HTMLHeadingElement>(null);
  const isLoaded = rows !== null;
  useLeaveWarning(readyCount + uncheckedCount > 0);
  // The form is gone, and its button took the focus with it.
  useEffect(() => {
    if (isLoaded) summary.current?.focus();
  }, [isLoaded]);
  if (!mayChange) {
    return (
      <Card>
        <EmptyState title="You can't add beneficiaries">
          Ask whoever manages them to give you the scope.
        </EmptyState>
      </Card>
    );
  }
  if (!rows) {
    return (
      <div className="grid gap-5">
        <BackToList />
        <Card title="Add beneficiaries from a file">
          <ImportSource error={state.error} onText={state.load} onError={state.setError} />
        </Card>
      </div>
    );
  }
  const count = rows.filter(({ outcome }) => outcome === "ADDED").length;
  return (
    <Card isFlush>
      <div className="sticky top-0 z-2 grid gap-3 border-b border-line bg-surface px-5 py-4 print:static">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 ref={summary} tabIndex={-1} className="font-semibold outline-none">
            {count > 0
              ? `${count} ${count === 1 ? "beneficiary" : "beneficiaries"} added`
              : `${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${readyCount} ready`}
          </h2>
          <div className="flex flex-wrap gap-2">
            {readyCount + uncheckedCount === 0 ? (
              <Link to={TO_LIST} className={buttonClasses("primary")}>
                Show beneficiaries
              </Link>
            ) : (
              <Button onClick={state.restart}>Start again</Button>
            )}
            {uncheckedCount > 0 ? (
              <Button kind="primary" aria-disabled={isBusy} onClick={() => isBusy || state.check()}>
                {isBusy ? "Checking…" : `Check ${rowsText(uncheckedCount)}`}
              </Button>
            ) : (
              readyCount > 0 && (
                <Button kind="primary" aria-disabled={isBusy} onClick={() => isBusy || state.add()}>
                  {isBusy ? "Adding…" : `Add ${payeesText(readyCount)}`}
                </Button>
              )
            )}
          </div>
        </div>
        <FormError error={state.error} />
      </div>
      <ImportRows state={state} rows={rows} />
    </Card>
  );
}

function rowsText(count: number): string {
  return `${count} ${count === 1 ? "row" : "rows"}`;
}

function payeesText(count: number): string {
  return `${count} ${count === 1 ? "beneficiary" : "beneficiaries"}`;
}
