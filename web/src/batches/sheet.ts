import type { PayoutPurpose } from "../gql/graphql";
import { purposeOf } from "../payouts/purpose";
import { type CellName, cellsOf, type DraftRow, newRow, type SheetFault } from "./batchDraft";

/** As `POST /api/v1/payout_sheets/` has it. */
export type Sheet = {
  left_out: string[];
  rows: {
    line: number;
    bank_account_id: string | null;
    amount_paise: number | null;
    reference: string | null;
    narration: string | null;
    purpose: string | null;
    faults: { cell: string | null; field: string; message: string; value: string | null }[];
  }[];
};

const CELL_OF: Record<string, CellName> = {
  amount_paise: "amount",
  reference: "reference",
  narration: "narration",
  purpose: "purpose",
};
/** A select can't hold what it does not offer, and a payee is chosen, not typed. */
const TYPED: CellName[] = ["amount", "reference", "narration"];

/** The rows that a sheet was read into: what could not be read stands in its cell, with the reason beside it. */
export function rowsOf({ rows }: Sheet, newKey: () => string): DraftRow[] {
  return rows.map((row) => {
    const cells = cellsOf({
      ...row,
      bankAccountId: row.bank_account_id,
      amountPaise: row.amount_paise,
      purpose: (purposeOf(row.purpose ?? "") || null) as PayoutPurpose | null,
    });
    const faults: SheetFault[] = [];
    for (const { cell, field, message, value } of row.faults) {
      const name = CELL_OF[field] ?? "bankAccountId";
      const isTyped = TYPED.includes(name);
      if (isTyped && value) cells[name as "amount"] = value;
      const quoted = !isTyped && value ? ` “${value}”` : "";
      faults.push({ field: name, text: `${cell ? `${cell}${quoted}: ` : ""}${message}` });
    }
    return { ...newRow(newKey, cells), faults };
  });
}
