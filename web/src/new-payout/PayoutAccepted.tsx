import { useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { Button, buttonClasses, Money } from "../ui";
import type { Success } from "./useCreatePayout";

export function PayoutAccepted({
  success,
  payee,
  onAnother,
}: {
  success: Success;
  payee: string;
  onAnother: () => void;
}) {
  const { payout, replayed } = success;
  const message = useRef<HTMLParagraphElement>(null);

  // The form is gone and has taken the focus with it.
  useEffect(() => message.current?.focus(), []);

  return (
    <div className="grid gap-5">
      <p ref={message} tabIndex={-1} className="wrap-anywhere text-soft">
        <strong className="font-semibold text-ink">
          <Money paise={payout.amountPaise} />
        </strong>{" "}
        to {payee} {replayed ? "was already accepted. It wasn't paid twice." : "is processing."}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onAnother}>New payout</Button>
        <Link to={{ dialog: null, payout: payout.id }} className={buttonClasses("primary")}>
          View payout
        </Link>
      </div>
    </div>
  );
}
