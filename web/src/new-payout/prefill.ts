/** What a link may fill in: `/payouts/new?beneficiary=…&amount=48750&ref=INV-201`. The amount is in rupees. */
export type Prefill = { bankAccountId?: string; amount?: string };

const LONGEST = 60;

/** Null for a link that fills in nothing. */
export function prefillOf(filters: Record<string, string>): Prefill | null {
  const { beneficiary, amount } = filters;
  const found: Prefill = {};
  if (beneficiary) found.bankAccountId = beneficiary.toLowerCase();
  if (amount) found.amount = amount.slice(0, LONGEST);
  return Object.keys(found).length > 0 ? found : null;
}

/** The draft's fields after a link: one that names an amount begins anew, one without it leaves the rest as it is. */
export function filledIn(link: Prefill): Prefill {
  return link.amount === undefined ? link : { bankAccountId: "", ...link };
}
