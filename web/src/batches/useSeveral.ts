import { useCallback, useMemo, useState } from "react";
import { newIdempotencyKey } from "../api";
import { go } from "../navigation/navigation";
import { useLayer } from "../navigation/useLayer";
import type { Account } from "./accounts";
import {
  type Cells,
  type DraftRow,
  filledRows,
  isBlank,
  MOST_ROWS,
  newRow,
  rowOf,
  type SentBatch,
  withCells,
  withRows,
} from "./batchDraft";
import { batchOf, clearBatch, editBatch, useBatch } from "./batchStore";
import { countsOf, stateOf } from "./rowState";
import { useDryRun } from "./useDryRun";
import { useSendBatch } from "./useSendBatch";

export type Several = ReturnType<typeof useSeveral>;

/** What the grid and the review know: the draft, what the dry run says of it, and what was sent. */
export function useSeveral(merchantId: string, accounts: Account[], recent: string[]) {
  const draft = useBatch(merchantId);
  const rows = useMemo(() => filledRows(draft), [draft]);
  const dryRun = useDryRun(merchantId, rows);
  const states = rows.map((row) => stateOf(row, dryRun.verdictOf(row)));
  const counts = countsOf(states);
  const [wantsReview, setWantsReview] = useState(false);
  const sending = useSendBatch(merchantId, (item) =>
    go({ view: "payouts/batches", item }, { replace: true }),
  );
  const isReview = draft.sent !== null || (wantsReview && counts.paid.length > 0);
  // Back leads to the grid. What was sent can only be sent again.
  useLayer(isReview && draft.sent === null, () => setWantsReview(false));

  const batch: SentBatch = draft.sent ?? {
    name: draft.name.trim(),
    rows: counts.paid.map(({ row }) => rowOf(row)),
    keys: counts.paid.map(({ row }) => row.key),
    repeatOf: draft.repeatOf,
  };
  const editRows = (edit: (rows: DraftRow[]) => DraftRow[]) => {
    sending.clear();
    editBatch(merchantId, (it) => ({ rows: edit(it.rows) }));
  };
  const payees = useMemo(() => accounts.filter(({ retiredAt }) => !retiredAt), [accounts]);
  /** A row for each beneficiary of a group, whose amounts are still to be typed. */
  const addGroup = useCallback(
    (group: string) => {
      const added = payees
        .filter((it) => it.group === group)
        .map(({ id }) => newRow(newIdempotencyKey, { bankAccountId: id }));
      editBatch(merchantId, (it) => ({ rows: withRows(it.rows, added, newIdempotencyKey) }));
    },
    [merchantId, payees],
  );
  return {
    ...{ merchantId, accounts, payees, recent, draft, dryRun, states, counts, batch, sending },
    step: isReview ? ("review" as const) : ("grid" as const),
    rename: (name: string) => editBatch(merchantId, () => ({ name })),
    change: (key: string, cells: Partial<Cells>) =>
      editRows((all) => withTail(all.map((it) => (it.key === key ? withCells(it, cells) : it)))),
    payAnyway: (key: string, isPaidAnyway: boolean) =>
      editRows((all) => all.map((it) => (it.key === key ? { ...it, isPaidAnyway } : it))),
    addRow: () => editRows((all) => [...all, newRow(newIdempotencyKey)]),
    removeRow: (key: string) => editRows((all) => withTail(all.filter((it) => it.key !== key))),
    clear: () => clearBatch(merchantId),
    /** False if they are too many, and none was added. */
    addRows: (added: DraftRow[], repeatOf: string | null = null): boolean => {
      // The draft may have changed since this was drawn.
      if (filledRows(batchOf(merchantId)).length + added.length > MOST_ROWS) return false;
      sending.clear();
      editBatch(merchantId, (it) => ({
        rows: withRows(it.rows, added, newIdempotencyKey),
        repeatOf: repeatOf ?? it.repeatOf,
      }));
      return true;
    },
    addGroup,
    goOn: () => setWantsReview(true),
    goBack: () => {
      sending.clear();
      setWantsReview(false);
    },
  };
}

/** A row to go on with stands at the end. */
function withTail(rows: DraftRow[]): DraftRow[] {
  const last = rows.at(-1);
  return last && isBlank(last) ? rows : [...rows, newRow(newIdempotencyKey)];
}
