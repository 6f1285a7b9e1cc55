import { useEffect, useId, useRef, useState } from "react";
import { newIdempotencyKey, request } from "../api";
import { graphql } from "../gql";
import { go, useLocation } from "../navigation/navigation";
import { monthSpan } from "../time/india";
import { Button } from "../ui";
import { cellsOf, newRow } from "./batchDraft";
import { EarlierBatches } from "./EarlierBatches";
import type { Several } from "./useSeveral";
import { type SheetReader, TOO_MANY } from "./useSheet";

const PAYOUT_DRAFT = graphql(`
  query PayoutDraft($merchantId: ID!, $batchId: ID, $month: String) {
    payoutDraft(merchantId: $merchantId, batchId: $batchId, month: $month) {
      bankAccountId
      amountPaise
      reference
      narration
      purpose
    }
  }
`);

/** The ways to fill the grid other than typing: a file, last month, an earlier batch. */
export function StartWith({ of: several, sheet }: { of: Several; sheet: SheetReader }) {
  const id = useId();
  const [isLoading, setIsLoading] = useState(false);
  const load = async (source: { month: string } | { batchId: string }) => {
    setIsLoading(true);
    sheet.fail("");
    try {
      const { merchantId } = several;
      const { payoutDraft } = await request(PAYOUT_DRAFT, { merchantId, ...source });
      // A reference names one invoice: the next month's is another one.
      const rows = payoutDraft.map((it) =>
        newRow(newIdempotencyKey, { ...cellsOf(it), reference: "" }),
      );
      if (!several.addRows(rows, "batchId" in source ? source.batchId : null))
        return sheet.fail(TOO_MANY);
      sheet.tell(
        rows.length > 0
          ? `${rows.length} rows filled in, without their references.`
          : "No payouts were paid last month.",
      );
    } catch (cause) {
      sheet.fail(cause instanceof Error ? cause.message : "Couldn't load the payouts.");
    } finally {
      setIsLoading(false);
    }
  };
  const isBusy = isLoading || sheet.isReading;
  const start = useRef(load);
  start.current = load;
  const { batch, group } = useLocation().filters;
  // A link says what to begin with, and leaves the address, so that a reload does not bring it twice.
  useEffect(() => {
    if (!batch && !group) return;
    go({ filters: {} }, { replace: true });
    if (batch) void start.current({ batchId: batch });
    else several.addGroup(group ?? "");
  }, [batch, group, several.addGroup]);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <input
        id={`${id}-file`}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx"
        tabIndex={-1}
        aria-hidden="true"
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) sheet.file(file);
          // The same file may be chosen again after it was mended.
          target.value = "";
        }}
      />
      <Button
        aria-disabled={isBusy}
        onClick={() => isBusy || document.getElementById(`${id}-file`)?.click()}
        className="min-h-11"
      >
        {sheet.isReading ? "Reading…" : "CSV or XLSX file"}
      </Button>
      <Button
        aria-disabled={isBusy}
        onClick={() => isBusy || void load({ month: monthSpan(Date.now(), 1).from.slice(0, 7) })}
        className="min-h-11"
      >
        Last month's payouts
      </Button>
      <EarlierBatches
        merchantId={several.merchantId}
        onChoose={(batchId) => isBusy || void load({ batchId })}
      />
    </div>
  );
}
