import type { PayoutStatus } from "../gql/graphql";
import { decimalRupees } from "../money";
import { Link } from "../navigation/Link";
import { useMay } from "../session/useViewer";
import { buttonClasses } from "../ui";

type Props = {
  payout: {
    id: string;
    status: PayoutStatus;
    safeToRetry: boolean;
    amountPaise: number;
    reference?: string | null;
    narration?: string | null;
    purpose?: string | null;
    bankAccount: { id: string };
  };
};

/** The same once more: only for a payout that is over, since an open one may still pay, and was not paid again. */
export function PayoutActions({ payout }: Props) {
  const mayPay = useMay("PAYOUTS");
  const hasFailed = payout.status === "FAILED";
  if (!mayPay || !(hasFailed ? payout.safeToRetry : payout.status === "COMPLETED")) return null;
  const said = {
    amount: decimalRupees(payout.amountPaise),
    ref: payout.reference ?? "",
    narration: payout.narration ?? "",
    purpose: payout.purpose ?? "",
  };
  const same = { ...said, beneficiary: payout.bankAccount.id };
  const form = { view: "payouts/new", payout: null, dialog: null } as const;
  return (
    <div className="flex flex-wrap gap-3 print:hidden">
      {hasFailed ? (
        <>
          <Link
            to={{ ...form, filters: { ...said, instead: payout.id } }}
            className={buttonClasses()}
          >
            Correct account and pay again
          </Link>
          {/* Names what it pays again, so that a second person who does the same is refused. */}
          <Link
            to={{ ...form, filters: { ...same, retry: payout.id } }}
            className={buttonClasses()}
          >
            Pay again
          </Link>
        </>
      ) : (
        <Link to={{ ...form, filters: same }} className={buttonClasses()}>
          Repeat
        </Link>
      )}
    </div>
  );
}
