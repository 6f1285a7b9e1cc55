import type { PayoutRowFragment } from "../gql/graphql";
import { formatRupees } from "../money";
import { dateText, isoDay } from "../time/india";
import { statusText, UNCONFIRMED_TEXT } from "../ui";

type Named = Pick<PayoutRowFragment, "amountPaise" | "createdAt" | "status" | "needsReview"> & {
  bankAccount: { accountHolderName: string };
};

/** `₹1,000.00 to Anand Dyes, 12 Nov, paid`: a link's name, by which a screen reader's list tells payouts apart. */
export function payoutName(payout: Named, now: number): string {
  const { amountPaise, createdAt, status, needsReview, bankAccount } = payout;
  const isToday = isoDay(createdAt) === isoDay(now);
  const [day] = dateText(createdAt, now).split(",");
  const state = needsReview ? UNCONFIRMED_TEXT : statusText(status);
  return `${formatRupees(amountPaise)} to ${bankAccount.accountHolderName}, ${isToday ? "today " : ""}${day}, ${state.toLowerCase()}`;
}
