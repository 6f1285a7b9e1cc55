import type { PayoutPurpose } from "../gql/graphql";

/** In the order in which a form offers them. */
export const PURPOSES: [PayoutPurpose, string][] = [
  ["VENDOR_BILL", "Vendor bill"],
  ["SALARY", "Salary"],
  ["REFUND", "Refund"],
  ["CASHBACK", "Cashback"],
  ["UTILITY_BILL", "Utility bill"],
  ["PAYOUT", "Payout"],
];

export function purposeText(purpose: PayoutPurpose): string {
  return PURPOSES.find(([it]) => it === purpose)?.[1] ?? purpose;
}

/** Purposes are named in small letters by REST, and in a link by either form. */
export function purposeOf(named: string | undefined): PayoutPurpose | "" {
  return PURPOSES.find(([it]) => it === named?.toUpperCase())?.[0] ?? "";
}
