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

/** The rows that a reader has not seen like this: above all that was there before, or in another state. */
export function changedSince<Row extends Known>(before: Row[], after: Row[]): Row[] {
  const stateBefore = new Map(before.map((row) => [row.id, stateOf(row)]));
  const oldTop = after.findIndex(({ id }) => stateBefore.has(id));
  const ends = oldTop < 0 ? after.length : oldTop;
  // Rows below the old top that are new were loaded by the reader, who need not be told.
  return after.filter((row, position) =>
    stateBefore.has(row.id) ? stateBefore.get(row.id) !== stateOf(row) : position < ends,
  );
}

/** One sentence for a screen reader; many changes at once are counted and not read out. */
export function changesInWords(changed: Known[]): string {
  if (changed.length > 3) return `${changed.length} payouts updated`;
  return changed
    .map((row) => `Payout of ${formatRupees(row.amountPaise)} ${stateOf(row)}`)
    .join(". ");
}
