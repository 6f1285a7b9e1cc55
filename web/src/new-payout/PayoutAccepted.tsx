import { useEffect, useRef } from "react";
import { readFragment } from "../gql";
import { Link } from "../navigation/Link";
import { BANK_ACCOUNT_LABEL, BankLine } from "../payouts/BankAccountLabel";
import { isToApprove, scheduleText } from "../payouts/scheduleText";
import { Button, buttonClasses, Money } from "../ui";
import type { Success } from "./useCreatePayout";

export function PayoutAccepted({
  success,
  onAnother,
}: {
  success: Success;
  onAnother: () => void;
}) {
  const { payout, replayed } = success;
  const account = readFragment(BANK_ACCOUNT_LABEL, payout.bankAccount);
  const why = payout.coolingOffUntil ? " since this beneficiary is new" : "";
  const becomes = isToApprove(payout)
    ? "waits for approval. The money is held, and you can cancel until then."
    : payout.notBefore
      ? `is scheduled for ${scheduleText(payout.notBefore)}${why}. The money is held, and you can cancel until then.`
      : "is processing.";
  const message = useRef<HTMLParagraphElement>(null);

  // The form is gone and has taken the focus with it.
  useEffect(() => message.current?.focus(), []);

  return (
    <div className="grid gap-5">
      <div className="grid gap-1">
        <p ref={message} tabIndex={-1} className="wrap-anywhere text-soft outline-none">
          <strong className="font-semibold text-ink">
            <Money paise={payout.amountPaise} /> to {account.accountHolderName}
          </strong>{" "}
          {replayed ? "was already accepted. It wasn't paid twice." : becomes}
        </p>
        <BankLine account={account} />
      </div>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onAnother}>New payout</Button>
        <Link to={{ view: "payouts", payout: payout.id }} className={buttonClasses("primary")}>
          View payout
        </Link>
      </div>
    </div>
  );
}
