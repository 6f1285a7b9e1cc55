import { useEffect, useRef } from "react";
import { BalanceAfter } from "../balance/BalanceAfter";
import { FormActionsOrQuestion } from "../forms/FormActionsOrQuestion";
import { closeDialog } from "../forms/FormDialog";
import { FormError } from "../forms/FormError";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { Button, Dialog, LONG_TEXT } from "../ui";
import { useArmed } from "../ui/useArmed";
import { AmountOf } from "./AmountOf";
import { directionText, signedPaise } from "./adjustments";
import { type Contents, isSame, type Sent } from "./proposal";

type Props = {
  contents: Contents;
  sent: Sent | null;
  availablePaise: number | undefined;
  isSending: boolean;
  error: string | undefined;
  onBack: () => void;
  onPropose: () => void;
};

/** Step 2. Only its own button proposes, and it never has the focus by itself. */
export function ProposalReview(props: Props) {
  const { contents, sent, availablePaise, isSending, error, onBack, onPropose } = props;
  const isArmed = useArmed();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), []);
  const { direction, amountPaise, reason } = contents;
  const isUnanswered = sent !== null && !isSending && !error;
  const mayPropose = isArmed && !isSending;
  return (
    // While a request is out Back waits, as the button does.
    <Dialog title="Review adjustment" onClose={closeDialog} onBack={() => isSending || onBack()}>
      <div className="flex flex-col gap-5">
        <div ref={summary} tabIndex={-1} className="grid gap-3 outline-none">
          <AmountOf direction={direction} amountPaise={amountPaise} />
          <ForMerchant />
          <p className="wrap-anywhere">{reason}</p>
        </div>
        <BalanceAfter
          by="adjustment"
          availablePaise={availablePaise}
          changePaise={signedPaise(contents)}
        />
        {isUnanswered && (
          <p role="alert" className="rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait">
            {isSame(sent, contents)
              ? "We couldn't confirm this proposal. Try again: it won't be made twice."
              : "We couldn't confirm an earlier proposal. This one is separate: look at Adjustments first."}
          </p>
        )}
        <FormError error={error} />
        <FormActionsOrQuestion isTyped onDiscard={closeDialog}>
          <Button onClick={onBack} disabled={isSending} className="min-h-11">
            Back
          </Button>
          {/* aria-disabled keeps the focus where it is. */}
          <Button
            kind="primary"
            aria-disabled={!mayPropose}
            onClick={() => mayPropose && onPropose()}
            className={`min-h-11 flex-1 ${LONG_TEXT}`}
          >
            {isSending
              ? "Sending…"
              : `Propose ${directionText(direction).toLowerCase()} of ${formatRupees(amountPaise)}`}
          </Button>
        </FormActionsOrQuestion>
      </div>
    </Dialog>
  );
}
