import { usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import { BANK_ACCOUNT_LABEL, BankLine } from "../payouts/BankAccountLabel";
import { Money } from "../ui";

const FAILED_PAYOUT = graphql(`
  query FailedPayout($id: ID!) {
    payout(id: $id) {
      amountPaise
      failureReason
      merchant {
        id
      }
      bankAccount {
        ...BankAccountLabel
      }
    }
  }
`);

/** The failed payout that this one makes up for: whom it went to, and why it failed. */
export function InsteadOf({ merchantId, payoutId }: { merchantId: string; payoutId: string }) {
  const { data } = usePolled(FAILED_PAYOUT, { id: payoutId }, { everyMs: false });
  const payout = data?.payout;
  if (payout?.merchant.id !== merchantId || !payout.failureReason) return null;
  const account = readFragment(BANK_ACCOUNT_LABEL, payout.bankAccount);
  return (
    <div className="grid gap-1 rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait">
      <p className="wrap-anywhere">
        <Money paise={payout.amountPaise} /> to {account.accountHolderName} failed:{" "}
        {payout.failureReason}
      </p>
      <BankLine account={account} />
      <p>Choose the account to pay instead, or add it.</p>
    </div>
  );
}
