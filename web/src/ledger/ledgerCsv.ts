import type { LedgerExportQuery } from "../gql/graphql";
import { decimalRupees } from "../money";
import { csvLine, csvNumber, csvText } from "./csv";

export type ExportedEntry = LedgerExportQuery["ledger"]["edges"][number]["node"];

const COLUMNS = [
  ...["Number", "Time", "Type", "Description"],
  ...["Amount (paise)", "Amount (INR)", "Balance (paise)", "Balance (INR)"],
  ...["Payout ID", "Entry ID"],
];

export const HEADING = csvLine(COLUMNS.map(csvText));

export function entryLine(entry: ExportedEntry): string {
  const { sequence, createdAt, entryType, description, amountPaise, availableAfterPaise } = entry;
  return csvLine([
    csvNumber(sequence),
    csvText(createdAt),
    csvText(entryType),
    csvText(description),
    csvNumber(amountPaise),
    csvNumber(decimalRupees(amountPaise)),
    csvNumber(availableAfterPaise),
    csvNumber(decimalRupees(availableAfterPaise)),
    csvText(entry.payoutId ?? ""),
    csvText(entry.id),
  ]);
}
