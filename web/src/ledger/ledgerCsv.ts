import type { LedgerExportQuery } from "../gql/graphql";
import { decimalRupees } from "../money";
import { isoDay, isoTime } from "../time/india";
import { csvLine, csvNumber, csvText } from "./csv";

export type ExportedEntry = LedgerExportQuery["ledger"]["edges"][number]["node"];

/** What each column means: docs/csv.md. New columns go to the end, since readers may count. */
const COLUMNS = [
  ...["Number", "Date (IST)", "Time (IST)", "Type", "Description", "Reference"],
  ...["Amount (paise)", "Amount (INR)", "Balance (paise)", "Balance (INR)"],
  ...["Payee", "Account", "IFSC", "UTR", "Payout ID", "Entry ID"],
  ...["Total (paise)", "Total (INR)"],
];

export const HEADING = csvLine(COLUMNS.map(csvText));

export function entryLine(entry: ExportedEntry): string {
  const { sequence, createdAt, entryType, description, amountPaise, availableAfterPaise } = entry;
  const { totalAfterPaise } = entry;
  const payout = entry.payout ?? entry.payoutReturn?.payout;
  return csvLine([
    csvNumber(sequence),
    csvText(isoDay(createdAt)),
    csvText(isoTime(createdAt)),
    csvText(entryType),
    csvText(description),
    csvText(entry.reference ?? ""),
    csvNumber(amountPaise),
    csvNumber(decimalRupees(amountPaise)),
    csvNumber(availableAfterPaise),
    csvNumber(decimalRupees(availableAfterPaise)),
    csvText(payout?.bankAccount.accountHolderName ?? ""),
    csvText(payout?.bankAccount.accountNumberMasked ?? ""),
    csvText(payout?.bankAccount.ifscCode ?? ""),
    csvText(payout?.bankReferenceId ?? ""),
    csvText(payout?.id ?? entry.feePayoutId ?? ""),
    csvText(entry.id),
    csvNumber(totalAfterPaise),
    csvNumber(decimalRupees(totalAfterPaise)),
  ]);
}
