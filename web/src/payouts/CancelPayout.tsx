import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, TextField } from "../ui";

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

type Props = { payoutId: string; amountPaise: number; isScheduled: boolean };

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

function AskFirst({ payoutId, amountPaise, isScheduled, onEnd }: Props & { onEnd: () => void }) {
  const [remark, setRemark] = useState("");
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
      submit={`Cancel ${formatRupees(amountPaise)}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { payoutId, remark: remark || null } })}
      onClose={onEnd}
      leave="Keep payout"
      isStep
    >
      <div className="grid gap-2 text-sm text-pretty">
        <ForMerchant />
        {isScheduled ? (
          <p>
            It was never sent. The bank is told not to pay it, and once the bank confirms, the money
            is available again.
          </p>
        ) : (
          <p>
            The bank is told never to pay it. If the bank has paid already, the payout completes.
            The money stays on hold until the bank confirms.
          </p>
        )}
      </div>
      <TextField
        label="Why (optional)"
        value={remark}
        onChange={({ target }) => setRemark(target.value)}
        error={errors.remark}
        maxLength={300}
        autoComplete="off"
      />
    </FormDialog>
  );
}
