import type { LedgerEntryType } from "../gql/graphql";

export const ENTRY_TYPE_TEXT: Record<LedgerEntryType, string> = {
  PAYMENT_RECEIVED: "Payment received",
  PAYOUT_HOLD: "Held for a payout",
  PAYOUT_RELEASE: "Hold released",
  PAYOUT_COMPLETED: "Payout paid",
  FEE_DEBIT: "Fee",
  ADJUSTMENT_CREDIT: "Credit adjustment",
  ADJUSTMENT_DEBIT: "Debit adjustment",
};

/** Plural labels for the filter. */
export const ENTRY_TYPE_PLURAL: Record<LedgerEntryType, string> = {
  PAYMENT_RECEIVED: "Money in",
  PAYOUT_HOLD: "Holds",
  PAYOUT_RELEASE: "Releases",
  PAYOUT_COMPLETED: "Payouts paid",
  FEE_DEBIT: "Fees",
  ADJUSTMENT_CREDIT: "Credit adjustments",
  ADJUSTMENT_DEBIT: "Debit adjustments",
};

export const ENTRY_TYPES = Object.keys(ENTRY_TYPE_TEXT) as LedgerEntryType[];

/** The known types named in the URL, in the engine's order. */
export function typesOf(text: string | undefined): LedgerEntryType[] {
  const named = new Set(text?.split(","));
  return ENTRY_TYPES.filter((type) => named.has(type));
}

/** The URL's value after toggling this type. None and all types both mean no filter. */
export function toggled(chosen: LedgerEntryType[], type: LedgerEntryType): string {
  const next = ENTRY_TYPES.filter((it) => chosen.includes(it) !== (it === type));
  return next.length === ENTRY_TYPES.length ? "" : next.join(",");
}
