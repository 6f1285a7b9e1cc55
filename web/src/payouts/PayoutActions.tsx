import type { PayoutStatus } from "../gql/graphql";
import { decimalRupees } from "../money";
import { Link } from "../navigation/Link";
import { useMay } from "../session/useViewer";
import { buttonClasses } from "../ui";
import { CancelPayout } from "./CancelPayout";
import { isScheduled } from "./scheduleText";

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
    cancellation?: object | null;
    notBefore?: string | null;
    returned?: object | null;
    nextAttemptAt?: string | null;
  };
};

/**
 * Of an open payout its cancellation. The same once more only of one that is over, since an open one may still pay, and
 * that was not paid again.
 */
export function PayoutActions({ payout }: Props) {
  const mayPay = useMay("PAYOUTS");
  const isUnpaid = payout.status === "FAILED" || Boolean(payout.returned);
  const isOpen = payout.status === "PENDING" || payout.status === "PROCESSING";
  if (!mayPay || (isUnpaid && !payout.safeToRetry) || (isOpen && payout.cancellation)) return null;
  if (isOpen) {
    return (
      <div className="print:hidden">
        <CancelPayout
          payoutId={payout.id}
          amountPaise={payout.amountPaise}
          scheduledFor={isScheduled(payout) ? (payout.notBefore ?? null) : null}
        />
      </div>
    );
  }
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
      {isUnpaid ? (
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
