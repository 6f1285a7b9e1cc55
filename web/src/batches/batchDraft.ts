import type { PayoutBatchRowInput, PayoutPurpose } from "../gql/graphql";
import { formatRupees, parseRupees } from "../money";
import { givenDetails } from "../new-payout/detailRules";
import { NO_WORDS, type Words } from "../new-payout/details";

/** The parts of a row that somebody fills in. */
export type Cells = Words & {
  bankAccountId: string;
  /** As typed. */
  amount: string;
};
export type CellName = keyof Cells;

/** What a sheet had in a cell that could not be read. It stands beside the cell until that is changed. */
export type SheetFault = { field: CellName; text: string };

export type DraftRow = Cells & {
  /** Of this tab's own: a row keeps it while others come and go. */
  key: string;
  /** Paid though it may be paid already. */
  isPaidAnyway: boolean;
  faults: SheetFault[];
};

/** What was sent, word for word, so that sending it again is the same batch. */
export type SentBatch = {
  name: string;
  rows: PayoutBatchRowInput[];
  keys: string[];
  repeatOf: string | null;
  /** None of its payouts is sent before. */
  notBefore?: string | null;
};

/**
 * Payouts that are being put together. The batch's id is made before anything is sent, and stays the same for as long
 * as the contents do: the server pays each row of a batch once, however often it is asked to.
 */
export type BatchDraft = {
  id: string;
  name: string;
  rows: DraftRow[];
  /** The earlier batch that the rows are from. */
  repeatOf: string | null;
  /** There once the payment was asked for: nothing can be changed until the server has told what came of it. */
  sent: SentBatch | null;
};

export const MOST_ROWS = 1000;
const NO_CELLS: Cells = { bankAccountId: "", amount: "", ...NO_WORDS };

type NewKey = () => string;

export function newRow(newKey: NewKey, cells: Partial<Cells> = {}): DraftRow {
  return { ...NO_CELLS, ...cells, key: newKey(), isPaidAnyway: false, faults: [] };
}

export function newBatch(name: string, newKey: NewKey): BatchDraft {
  const rows = Array.from({ length: 3 }, () => newRow(newKey));
  return { id: newKey(), name, rows, repeatOf: null, sent: null };
}

export function isBlank(row: DraftRow): boolean {
  return (
    row.faults.length === 0 &&
    (Object.keys(NO_CELLS) as CellName[]).every((name) => row[name].trim() === "")
  );
}

export function filledRows({ rows }: BatchDraft): DraftRow[] {
  return rows.filter((row) => !isBlank(row));
}

/** A changed cell is no longer what the sheet had in it, and the row no longer the one that was said to be paid anyway. */
export function withCells(row: DraftRow, change: Partial<Cells>): DraftRow {
  const faults = row.faults.filter(({ field }) => change[field] === undefined);
  const isSame = ["bankAccountId", "amount", "reference"].every(
    (name) => change[name as CellName] === undefined,
  );
  return { ...row, ...change, faults, isPaidAnyway: isSame && row.isPaidAnyway };
}

/** After a change of what would be sent, the next batch is another one. */
export function changed(
  draft: BatchDraft,
  change: Partial<BatchDraft>,
  newKey: NewKey,
): BatchDraft {
  return draft.sent ? draft : { ...draft, ...change, id: newKey() };
}

/** New rows in place of blank ones, and the rest behind. */
export function withRows(rows: DraftRow[], added: DraftRow[], newKey: NewKey): DraftRow[] {
  const kept = rows.filter((row) => !isBlank(row));
  return [...kept, ...added, newRow(newKey)];
}

export function rowOf(row: DraftRow): PayoutBatchRowInput {
  const amount = parseRupees(row.amount);
  return {
    ...(row.bankAccountId && { bankAccountId: row.bankAccountId }),
    ...(amount.ok && { amountPaise: amount.paise }),
    ...givenDetails(row),
  };
}

type ServersRow = {
  bankAccountId?: string | null;
  amountPaise?: number | null;
  reference?: string | null;
  narration?: string | null;
  purpose?: PayoutPurpose | null;
};

/** As the form holds what the server has of a row. */
export function cellsOf(row: ServersRow): Cells {
  return {
    bankAccountId: row.bankAccountId ?? "",
    amount: typeof row.amountPaise === "number" ? formatRupees(row.amountPaise).slice(1) : "",
    reference: row.reference ?? "",
    narration: row.narration ?? "",
    purpose: row.purpose ?? "",
  };
}

/** Once the batch is paid: the rows that were not in it stay, for another batch. */
export function afterPayment(draft: BatchDraft, name: string, newKey: NewKey): BatchDraft {
  const sent = new Set(draft.sent?.keys);
  const left = filledRows(draft).filter(({ key }) => !sent.has(key));
  if (left.length === 0) return newBatch(name, newKey);
  return { id: newKey(), name, rows: [...left, newRow(newKey)], repeatOf: null, sent: null };
}

/** Parses a stored draft; null for any other text. */
export function storedBatch(text: string | null): BatchDraft | null {
  try {
    const it = JSON.parse(text ?? "null");
    const isBatch =
      typeof it?.id === "string" && typeof it.name === "string" && Array.isArray(it.rows);
    if (!isBatch || !it.rows.every(isRow)) return null;
    return { repeatOf: null, sent: null, ...it };
  } catch {
    return null;
  }
}

function isRow(it: Record<string, unknown> | null): boolean {
  const texts: string[] = ["key", ...Object.keys(NO_CELLS)];
  return texts.every((name) => typeof it?.[name] === "string") && Array.isArray(it?.faults);
}
