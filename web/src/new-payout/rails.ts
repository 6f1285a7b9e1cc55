import type { PayoutRailsQuery } from "../gql/graphql";
import { formatRupees } from "../money";
import { scheduleText } from "../payouts/scheduleText";

type Plan = Extract<PayoutRailsQuery["planPayout"], { __typename: "PayoutPlan" }>;
export type Candidate = Plan["candidates"][number];

/**
 * Those that a bank account can be paid by: the cheapest that can carry the payout first, then the one that credits
 * first, and those that cannot at the end.
 */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const cost = ({ feePaise, taxPaise }: Candidate) => feePaise + taxPaise;
  const arrival = ({ expectedBy }: Candidate) => Date.parse(expectedBy ?? "") || Infinity;
  return candidates
    .filter(({ reasons }) => !reasons.includes("NEEDS_VPA"))
    .sort(
      (a, b) =>
        Number(b.eligible) - Number(a.eligible) ||
        (a.eligible ? cost(a) - cost(b) || arrival(a) - arrival(b) : 0),
    );
}

/** `₹3.00 and ₹0.54 GST, by Mon, 30 Nov 2026, 12:30 IST`, or why it cannot. */
export function aboutRail({ eligible, words, expectedBy, feePaise, taxPaise }: Candidate): string {
  if (!eligible) return words ?? "Not possible.";
  const price = feePaise
    ? `${formatRupees(feePaise)}${taxPaise ? ` and ${formatRupees(taxPaise)} GST` : ""}`
    : "No fee";
  return expectedBy ? `${price}, by\u00a0${scheduleText(expectedBy)}` : price;
}
