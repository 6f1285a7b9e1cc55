import { useState } from "react";
import { shortfallText } from "../balance/shortfall";
import { useBalance } from "../balance/useBalance";
import { Done } from "../forms/Done";
import { closeDialog } from "../forms/FormDialog";
import type { AdjustmentDirection } from "../gql/graphql";
import { decimalRupees, formatRupees, parseRupees } from "../money";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { buttonClasses, Dialog } from "../ui";
import { directionText } from "./adjustments";
import { NeedsOperators } from "./NeedsOperators";
import { ProposalDetails } from "./ProposalDetails";
import { ProposalReview } from "./ProposalReview";
import type { Contents } from "./proposal";
import { type ProposalErrors, useProposal } from "./useProposal";

export type Fields = { direction: AdjustmentDirection | null; amount: string; reason: string };

/** Details, then a review: nothing is sent before its button is pressed. */
export function ProposeAdjustment({ merchantId }: { merchantId: string }) {
  const availablePaise = useBalance(merchantId).data?.balance.availablePaise;
  const proposal = useProposal(merchantId);
  const { sent, errors } = proposal;
  const [fields, setFields] = useState<Fields>(() => ({
    direction: sent?.direction ?? null,
    amount: sent ? decimalRupees(sent.amountPaise) : "",
    reason: sent?.reason ?? "",
  }));
  // A reload after a lost response leads back to its review.
  const [wantsReview, setWantsReview] = useState(sent !== null);
  const isOpen = useViewer()?.kind === "OPEN";
  const contents = contentsOf(fields);

  if (isOpen) {
    return (
      <Dialog title="Propose adjustment" onClose={closeDialog}>
        <NeedsOperators />
      </Dialog>
    );
  }
  if (proposal.done && contents) {
    const text = `${directionText(contents.direction)} of ${formatRupees(contents.amountPaise)}`;
    return (
      <Done
        title="Adjustment proposed"
        action={
          <Link
            to={{ dialog: null, view: "adjustments", filters: {} }}
            className={buttonClasses("primary")}
          >
            View adjustments
          </Link>
        }
      >
        {text} {proposal.done.isReplay ? "was already proposed. It's on the list once." : "waits."}{" "}
        Another operator has to approve it. No money has moved.
      </Done>
    );
  }
  const hasFieldError = errors.direction || errors.amountPaise || errors.reason;
  if (wantsReview && contents && !hasFieldError) {
    return (
      <ProposalReview
        contents={contents}
        sent={sent}
        availablePaise={availablePaise}
        isSending={proposal.isSending}
        error={errors.form}
        onBack={() => {
          proposal.setErrors({});
          setWantsReview(false);
        }}
        onPropose={() => proposal.send(contents)}
      />
    );
  }
  return (
    <ProposalDetails
      fields={fields}
      errors={errors}
      availablePaise={availablePaise}
      onChange={(edit) => {
        setFields((now) => ({ ...now, ...edit }));
        setWantsReview(false);
        proposal.setErrors({});
      }}
      onContinue={() => {
        const wrong = faultsOf(fields, availablePaise);
        proposal.setErrors(wrong);
        setWantsReview(Object.keys(wrong).length === 0);
      }}
    />
  );
}

function contentsOf({ direction, amount, reason }: Fields): Contents | null {
  const parsed = parseRupees(amount);
  if (!direction || !parsed.ok || !reason.trim()) return null;
  return { direction, amountPaise: parsed.paise, reason: reason.trim() };
}

function faultsOf({ direction, amount, reason }: Fields, availablePaise: number | undefined) {
  const wrong: ProposalErrors = {};
  const parsed = parseRupees(amount);
  if (!direction) wrong.direction = "Choose credit or debit.";
  if (!parsed.ok) wrong.amountPaise = parsed.reason;
  else if (direction === "DEBIT" && availablePaise !== undefined && parsed.paise > availablePaise)
    wrong.amountPaise = shortfallText(parsed.paise, availablePaise);
  if (!reason.trim()) wrong.reason = "Say why: the merchant reads it in the ledger.";
  return wrong;
}
