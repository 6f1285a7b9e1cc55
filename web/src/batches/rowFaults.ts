import { parseRupees } from "../money";
import { detailErrors } from "../new-payout/detailRules";
import type { CellName, DraftRow } from "./batchDraft";

export type Faults = Partial<Record<CellName, string>>;

const CELL_OF: Record<string, CellName> = {
  bankAccountId: "bankAccountId",
  amountPaise: "amount",
  reference: "reference",
  narration: "narration",
  purpose: "purpose",
};

/** What is wrong with a row, by cell: what the page sees itself, what the sheet said, and what the server says. */
export function faultsOf(
  row: DraftRow,
  told: readonly { field?: string | null; message: string }[],
) {
  const found: Faults = {};
  for (const { field, message } of told) found[CELL_OF[field ?? ""] ?? "bankAccountId"] ??= message;
  if (!row.bankAccountId) found.bankAccountId = "Choose a beneficiary from the list.";
  const amount = parseRupees(row.amount);
  if (!amount.ok) found.amount = amount.reason;
  Object.assign(found, detailErrors(row));
  for (const { field, text } of row.faults) found[field] = text;
  return found;
}
