import { formatRupees } from "../money";

type Known = { id: string; status: string; needsReview: boolean; amountPaise: number };

const BECAME: Record<string, string> = {
  PENDING: "pending",
  PROCESSING: "processing",
  COMPLETED: "paid",
  FAILED: "failed",
};

function stateOf({ status, needsReview }: Known): string {
  return needsReview ? "unconfirmed" : (BECAME[status] ?? status);
}

/** Rows that are new at the top of the list or have changed state. */
export function changedSince<Row extends Known>(before: Row[], after: Row[]): Row[] {
  const stateBefore = new Map(before.map((row) => [row.id, stateOf(row)]));
  const oldTop = after.findIndex(({ id }) => stateBefore.has(id));
  const ends = oldTop < 0 ? after.length : oldTop;
  // The reader loaded new rows below the old top, and knows of them.
  return after.filter((row, position) =>
    stateBefore.has(row.id) ? stateBefore.get(row.id) !== stateOf(row) : position < ends,
  );
}

/** The announcement for a screen reader; more than three changes are only counted. */
export function changesText(changed: Known[]): string {
  if (changed.length > 3) return `${changed.length} payouts updated`;
  return changed
    .map((row) => `Payout of ${formatRupees(row.amountPaise)} ${stateOf(row)}`)
    .join(". ");
}
