import type { PayoutRowFragment } from "../gql/graphql";
import { formatRupees } from "../money";
import { dateText, isoDay } from "../time/india";
import { RETURNED_TEXT, statusText, UNCONFIRMED_TEXT } from "../ui";

type Named = Pick<PayoutRowFragment, "amountPaise" | "createdAt" | "status" | "needsReview"> & {
  bankAccount: { accountHolderName: string };
  returned?: object | null;
};

/** `₹1,000.00 to Anand Dyes, 12 Nov, paid`: a link's name, by which a screen reader's list tells payouts apart. */
export function payoutName(payout: Named, now: number): string {
  const { amountPaise, createdAt, status, needsReview, returned, bankAccount } = payout;
  const isToday = isoDay(createdAt) === isoDay(now);
  const [day] = dateText(createdAt, now).split(",");
  const paid = returned ? RETURNED_TEXT : statusText(status);
  const state = needsReview ? UNCONFIRMED_TEXT : paid;
  return `${formatRupees(amountPaise)} to ${bankAccount.accountHolderName}, ${isToday ? "today " : ""}${day}, ${state.toLowerCase()}`;
}
