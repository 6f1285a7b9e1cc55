import { useEffect, useRef, useState } from "react";
import { BalanceAfter } from "../balance/BalanceAfter";
import { shortfallText } from "../balance/shortfall";
import { useBalance } from "../balance/useBalance";
import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { Button, Dialog, FormActions, HIT_AREA, LONG_TEXT } from "../ui";
import { useArmed } from "../ui/useArmed";
import { AdjustmentBadge } from "./AdjustmentBadge";
import { Steps } from "./AdjustmentRows";
import { AmountOf } from "./AmountOf";
import { type Adjustment, directionText, entryTypeOf, signedPaise } from "./adjustments";
import { NeedsOperators } from "./NeedsOperators";

const APPROVE_ADJUSTMENT = graphql(`
  mutation ApproveAdjustment($input: ApproveAdjustmentInput!) {
    result: approveAdjustment(input: $input) {
      __typename
      ... on InsufficientFunds {
        availablePaise
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Props = {
  merchantId: string;
  adjustment: Adjustment;
  onReject: () => void;
  onClose: () => void;
};

/** Shows all of it before the button that posts it. That button never has the focus by itself. */
export function AdjustmentReview({ merchantId, adjustment, onReject, onClose }: Props) {
  const { id, direction, amountPaise, reason, status, viewerDidPropose, entry } = adjustment;
  const isOpen = useViewer()?.kind === "OPEN";
  const availablePaise = useBalance(merchantId).data?.balance.availablePaise;
  const isArmed = useArmed();
  const [shortfall, setShortfall] = useState<string>();
  const name = `${directionText(direction)} of ${formatRupees(amountPaise)}`;
  const { errors, isSending, send } = useVerb(APPROVE_ADJUSTMENT, {
    onDone: (result) => {
      if (result.__typename === "InsufficientFunds")
        setShortfall(shortfallText(amountPaise, result.availablePaise));
      else announce(`${name} approved`);
    },
  });
  const approve = () => {
    setShortfall(undefined);
    send({ input: { adjustmentId: id } });
  };
  // Once it is decided the buttons are gone, and the focus with them.
  const summary = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the status has changed.
  useEffect(() => {
    if (!summary.current?.closest("dialog")?.contains(document.activeElement))
      summary.current?.focus();
  }, [status]);
  const mayApprove = isArmed && !isSending;
  const isProposed = status === "PROPOSED";

  return (
    <Dialog title={name} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <div ref={summary} data-autofocus tabIndex={-1} className="grid gap-3 outline-none">
          <AmountOf direction={direction} amountPaise={amountPaise} />
          <ForMerchant />
          <p className="wrap-anywhere">{reason}</p>
          <p>
            <AdjustmentBadge status={status} />
          </p>
          <p className="text-sm wrap-anywhere text-soft">
            <Steps adjustment={adjustment} />
          </p>
          {entry && (
            <p className="text-sm">
              <Link
                to={{ dialog: null, view: "ledger", filters: { types: entryTypeOf(direction) } }}
                className={`text-accent underline underline-offset-2 ${HIT_AREA}`}
              >
                Entry #{entry.sequence} in the ledger
              </Link>
            </p>
          )}
        </div>
        {isProposed && (
          <>
            <BalanceAfter
              by="adjustment"
              availablePaise={availablePaise}
              changePaise={signedPaise(adjustment)}
            />
            {isOpen && <NeedsOperators />}
            {viewerDidPropose && (
              <p className="rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait">
                You proposed this adjustment, so another operator has to approve it. You may
                withdraw it.
              </p>
            )}
            <FormError error={shortfall ?? errors.form} />
            {!isOpen && (
              <FormActions>
                <Button onClick={onReject} disabled={isSending} className="min-h-11">
                  {viewerDidPropose ? "Withdraw" : "Reject"}
                </Button>
                {!viewerDidPropose && (
                  <Button
                    kind="primary"
                    aria-disabled={!mayApprove}
                    onClick={() => mayApprove && approve()}
                    className={`min-h-11 flex-1 ${LONG_TEXT}`}
                  >
                    {isSending ? "Sending…" : `Approve ${name.toLowerCase()}`}
                  </Button>
                )}
              </FormActions>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
