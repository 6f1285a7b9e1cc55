import type { LedgerEntryType } from "../gql/graphql";

export const ENTRY_TYPE_TEXT: Record<LedgerEntryType, string> = {
  PAYMENT_RECEIVED: "Payment received",
  PAYMENT_REVERSED: "Payment reversed",
  PAYOUT_HOLD: "Held for a payout",
  PAYOUT_RELEASE: "Hold released",
  PAYOUT_COMPLETED: "Payout paid",
  PAYOUT_RETURNED: "Payout returned",
  FEE_DEBIT: "Fee",
  FEE_TAX_DEBIT: "GST on a fee",
  FEE_REFUND: "Fee given back",
  FEE_TAX_REFUND: "GST on a fee given back",
  ADJUSTMENT_CREDIT: "Credit adjustment",
  ADJUSTMENT_DEBIT: "Debit adjustment",
};

/** The statement's filters: the entries that moved money, by what moved it. */
export const MOVEMENTS = ["Money in", "Payouts", "Fees", "Adjustments"] as const;
export type Movement = (typeof MOVEMENTS)[number];

const TYPES_OF: Record<Movement, LedgerEntryType[]> = {
  "Money in": ["PAYMENT_RECEIVED", "PAYMENT_REVERSED"],
  Payouts: ["PAYOUT_COMPLETED", "PAYOUT_RETURNED"],
  Fees: ["FEE_DEBIT", "FEE_TAX_DEBIT", "FEE_REFUND", "FEE_TAX_REFUND"],
  Adjustments: ["ADJUSTMENT_CREDIT", "ADJUSTMENT_DEBIT"],
};
/** These move money between available and on hold alone. */
const HOLD_TYPES: LedgerEntryType[] = ["PAYOUT_HOLD", "PAYOUT_RELEASE"];

export const ENTRY_TYPES = Object.keys(ENTRY_TYPE_TEXT) as LedgerEntryType[];

/** What the address asks for: no movements mean all of them. */
export type Choice = { movements: Movement[]; hasHolds: boolean };

/** Reads the view's filters. Older links name single types: one of a hold shows the holds, others their movement. */
export function choiceOf(filters: Record<string, string>): Choice {
  const named = new Set(filters.types?.split(","));
  const isNamed = (type: LedgerEntryType) => named.has(type);
  const movements = MOVEMENTS.filter((movement) => TYPES_OF[movement].some(isNamed));
  return {
    movements: movements.length === MOVEMENTS.length ? [] : movements,
    hasHolds: filters.holds === SHOWN || HOLD_TYPES.some(isNamed),
  };
}

const SHOWN = "shown";

/** The same in the address. */
export function filtersOf({ movements, hasHolds }: Choice) {
  const isAll = movements.length === MOVEMENTS.length;
  const types = ENTRY_TYPES.filter((type) => movements.some((it) => TYPES_OF[it].includes(type)));
  return { types: isAll ? "" : types.join(","), holds: hasHolds ? SHOWN : "" };
}

/** The entry types to list, in the engine's order; none for all. */
export function typesOf({ movements, hasHolds }: Choice): LedgerEntryType[] {
  if (movements.length === 0 && hasHolds) return [];
  const chosen = (movements.length === 0 ? MOVEMENTS : movements).flatMap((it) => TYPES_OF[it]);
  return ENTRY_TYPES.filter(
    (type) => chosen.includes(type) || (hasHolds && HOLD_TYPES.includes(type)),
  );
}

export function toggled(choice: Choice, movement: Movement): Choice {
  const movements = MOVEMENTS.filter((it) => choice.movements.includes(it) !== (it === movement));
  return { ...choice, movements };
}

/** `statement`, `ledger` with its holds, `statement-fees` with only some movements. */
export function subjectOf({ movements, hasHolds }: Choice): string {
  const names = movements.map((it) => it.toLowerCase().replaceAll(" ", "-"));
  return [hasHolds ? "ledger" : "statement", ...names].join("-");
}
