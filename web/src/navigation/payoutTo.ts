/** Where a payout to this beneficiary is made. The form keeps the amount that was typed. */
export function payoutTo(beneficiary: string) {
  return { view: "payouts/new", dialog: null, filters: { beneficiary } } as const;
}
