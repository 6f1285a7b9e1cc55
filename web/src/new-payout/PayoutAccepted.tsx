import { useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
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
  const account = payout.bankAccount.accountNumberMasked;
  const words = useRef<HTMLParagraphElement>(null);

  // The form that had the focus is gone.
  useEffect(() => words.current?.focus(), []);

  return (
    <div className="grid gap-5">
      <p ref={words} tabIndex={-1} className="text-soft">
        <strong className="font-semibold text-ink">
          <Money paise={payout.amountPaise} />
        </strong>{" "}
        {replayed
          ? `to ${account} was accepted at an earlier try; it was not made twice.`
          : `is held and on its way to ${account}.`}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onAnother}>Make another</Button>
        <Link to={{ dialog: null, payout: payout.id }} className={buttonClasses("primary")}>
          Follow it
        </Link>
      </div>
    </div>
  );
}
