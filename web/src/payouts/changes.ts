import { formatRupees } from "../money";

type Known = { id: string; status: string; amountPaise: number };

const BECAME: Record<string, string> = {
  PENDING: "is pending",
  PROCESSING: "is being processed",
  COMPLETED: "completed",
  FAILED: "failed",
};

/** The rows that a reader has not seen like this: above all that was there before, or with another status. */
export function changedSince<Row extends Known>(before: Row[], after: Row[]): Row[] {
  const statusBefore = new Map(before.map(({ id, status }) => [id, status]));
  const oldTop = after.findIndex(({ id }) => statusBefore.has(id));
  const ends = oldTop < 0 ? after.length : oldTop;
  // Rows below the old top that are new were loaded by the reader, who need not be told.
  return after.filter(({ id, status }, position) =>
    statusBefore.has(id) ? statusBefore.get(id) !== status : position < ends,
  );
}

/** One sentence for a screen reader; many changes at once are counted and not read out. */
export function changesInWords(changed: Known[]): string {
  if (changed.length > 3) return `${changed.length} payouts changed`;
  return changed
    .map(({ amountPaise, status }) => `Payout of ${formatRupees(amountPaise)} ${BECAME[status]}`)
    .join(". ");
}
