import { purposeOf } from "../payouts/purpose";
import { NO_DETAILS } from "./details";
import type { Fields } from "./draft";

/** What a link may fill in: `/payouts/new?beneficiary=…&amount=48750&ref=INV-201`. The amount is in rupees. */
export type Prefill = Partial<Fields> & {
  /** The id of a failed payout that this one makes up for. */
  instead?: string;
};

const LONGEST = 60;

/** Null for a link that fills in nothing. */
export function prefillOf(filters: Record<string, string>): Prefill | null {
  const { beneficiary, amount, instead, retry, ref, narration, purpose } = filters;
  const found: Prefill = {};
  if (beneficiary) found.bankAccountId = beneficiary.toLowerCase();
  if (amount) found.amount = amount.slice(0, LONGEST);
  if (ref) found.reference = ref.slice(0, LONGEST);
  if (narration) found.narration = narration.slice(0, LONGEST);
  if (purposeOf(purpose)) found.purpose = purposeOf(purpose);
  if (retry) found.retryOf = retry.toLowerCase();
  if (instead) found.instead = instead.toLowerCase();
  return Object.keys(found).length > 0 ? found : null;
}

/** The draft's fields after a link: one that names an amount begins anew, one without it leaves the rest as it is. */
export function filledIn({ instead: _, ...link }: Prefill) {
  return link.amount === undefined ? link : { bankAccountId: "", ...NO_DETAILS, ...link };
}
