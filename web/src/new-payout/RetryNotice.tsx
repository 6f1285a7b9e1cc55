import { usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import { Link } from "../navigation/Link";
import { BANK_ACCOUNT_LABEL } from "../payouts/BankAccountLabel";
import { Button, buttonClasses, Money } from "../ui";
import type { PayoutDraft } from "./usePayoutDraft";

const RETRIED_PAYOUT = graphql(`
  query RetriedPayout($id: ID!) {
    payout(id: $id) {
      amountPaise
      failureReason
      retriedBy
      merchant {
        id
      }
      bankAccount {
        ...BankAccountLabel
      }
    }
  }
`);

/** The failed payout that this one pays again, and whether somebody has done so meanwhile. */
export function RetryNotice({ of: payout }: { of: PayoutDraft }) {
  const { retryOf } = payout.details;
  return retryOf ? <Notice of={payout} id={retryOf} /> : null;
}

function Notice({ of: payout, id }: { of: PayoutDraft; id: string }) {
  const { data } = usePolled(RETRIED_PAYOUT, { id }, { everyMs: 5_000 });
  const found = data?.payout?.merchant.id === payout.merchantId ? data.payout : undefined;
  // The server, which knows of the payout on its way, decides about its repetition.
  const retriedBy = payout.unanswered ? undefined : found?.retriedBy;
  return (
    <div
      role={retriedBy ? "alert" : "note"}
      className="grid gap-2 rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait"
    >
      {found && (
        <p className="wrap-anywhere">
          {retriedBy ? "Paid again already: " : "Pays again: "}
          <Money paise={found.amountPaise} /> to{" "}
          {readFragment(BANK_ACCOUNT_LABEL, found.bankAccount).accountHolderName}, which failed.{" "}
          {found.failureReason}
        </p>
      )}
      <p>
        {retriedBy
          ? "Do not pay again. Somebody has made a payout in its place."
          : "If somebody else pays it again first, this one is refused."}
      </p>
      <div className="flex flex-wrap gap-3">
        {retriedBy && (
          <Link to={{ view: "payouts", payout: retriedBy }} className={buttonClasses()}>
            View that payout
          </Link>
        )}
        {!payout.unanswered && (
          <Button isSmall onClick={() => payout.change({ retryOf: "" })}>
            Make a separate payout
          </Button>
        )}
      </div>
    </div>
  );
}
