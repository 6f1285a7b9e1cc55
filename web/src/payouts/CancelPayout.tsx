import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, TextField } from "../ui";
import { scheduleText } from "./scheduleText";

const CANCEL_PAYOUT = graphql(`
  mutation CancelPayout($input: CancelPayoutInput!) {
    result: cancelPayout(input: $input) {
      __typename
      ... on NotPossibleNow {
        message
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Props = {
  payoutId: string;
  amountPaise: number;
  /** When the bank would have heard of it; null for one that may be with the bank already. */
  scheduledFor: string | null;
};

/** Asks the bank never to pay an open payout. */
export function CancelPayout(props: Props) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Cancel payout</Button>
      {isAsking && <AskFirst {...props} onEnd={() => setIsAsking(false)} />}
    </>
  );
}

/** The focus is on the button that keeps the payout, and Enter in the field does nothing: cancelling takes its button. */
function AskFirst({ payoutId, amountPaise, scheduledFor, onEnd }: Props & { onEnd: () => void }) {
  const [remark, setRemark] = useState("");
  const about = useId();
  const amount = formatRupees(amountPaise);
  const { errors, isSending, send } = useVerb(CANCEL_PAYOUT, {
    fields: ["remark"],
    onDone: (result) => {
      announce(result.__typename === "NotPossibleNow" ? result.message : "Cancellation requested");
      onEnd();
    },
  });
  return (
    <FormDialog
      title="Cancel payout"
      submit={`Cancel ${amount}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { payoutId, remark: remark || null } })}
      onClose={onEnd}
      leave="Keep payout"
      asks={about}
      isStep
    >
      <div id={about} className="grid gap-2 text-sm text-pretty">
        <ForMerchant />
        {scheduledFor !== null ? (
          <p>
            {amount} is not sent on {scheduleText(scheduledFor)}. The payout ends as failed, and the
            money is available again as soon as the bank confirms. You can't undo it.
          </p>
        ) : (
          <p>
            We tell the bank never to pay {amount}. If it hasn't paid, the payout ends as failed and
            the money is available again; until it confirms, the money stays on hold. If it has paid
            already, the payout completes all the same. You can't undo it.
          </p>
        )}
      </div>
      <TextField
        label="Why (optional)"
        value={remark}
        onChange={({ target }) => setRemark(target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        error={errors.remark}
        maxLength={300}
        autoComplete="off"
      />
    </FormDialog>
  );
}
