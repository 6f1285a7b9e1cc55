import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { type Adjustment, directionText } from "./adjustments";

const REJECT_ADJUSTMENT = graphql(`
  mutation RejectAdjustment($input: RejectAdjustmentInput!) {
    result: rejectAdjustment(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

/** Asks first, since a rejection is final. Who proposed it takes it back by the same verb. */
export function RejectAdjustment({
  adjustment,
  onEnd,
}: {
  adjustment: Adjustment;
  onEnd: () => void;
}) {
  const { id, direction, amountPaise, reason, viewerDidPropose } = adjustment;
  const name = `${directionText(direction)} of ${formatRupees(amountPaise)}`;
  const verb = viewerDidPropose ? "Withdraw" : "Reject";
  const { errors, isSending, send } = useVerb(REJECT_ADJUSTMENT, {
    onDone: () => {
      announce(`${name} ${viewerDidPropose ? "withdrawn" : "rejected"}`);
      onEnd();
    },
  });
  return (
    <FormDialog
      title={`${verb} adjustment`}
      submit={`${verb} ${name.toLowerCase()}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { adjustmentId: id } })}
      onClose={onEnd}
      isStep
    >
      <div data-autofocus tabIndex={-1} className="grid gap-2 text-sm outline-none">
        <ForMerchant />
        <p>
          {name} will never be posted, and this can't be undone. To make the correction after all,
          propose it again.
        </p>
        <p className="wrap-anywhere text-soft">{reason}</p>
      </div>
    </FormDialog>
  );
}
