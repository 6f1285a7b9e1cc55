import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { useMay } from "../session/useViewer";
import { isoDay } from "../time/india";
import { Button, SelectField, TextField } from "../ui";
import { isHalfTyped } from "../ui/isHalfTyped";
import { RETURN_REASONS } from "./returnReasons";

const RECORD_PAYOUT_RETURN = graphql(`
  mutation RecordPayoutReturn($input: RecordPayoutReturnInput!) {
    result: recordPayoutReturn(input: $input) {
      __typename
      ... on RecordPayoutReturnSuccess {
        replayed
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Payout = { id: string; status: string; amountPaise: number; returned?: object | null };

/** For operators: the bank has told them, and not the engine, that a paid payout's money came back. */
export function RecordReturn({ payout }: { payout: Payout }) {
  const mayOperate = useMay("OPERATE");
  const [isOpen, setIsOpen] = useState(false);
  const isOffered = mayOperate && payout.status === "COMPLETED" && !payout.returned;
  return (
    <>
      {isOffered && (
        <div className="print:hidden">
          <Button onClick={() => setIsOpen(true)}>Record return</Button>
        </div>
      )}
      {isOpen && <ReturnForm payout={payout} onClose={() => setIsOpen(false)} />}
    </>
  );
}

const FIELDS = ["returnReference", "valueOn", "reasonCode", "reason"] as const;

function ReturnForm({ payout, onClose }: { payout: Payout; onClose: () => void }) {
  const dayId = useId();
  const [reference, setReference] = useState("");
  const [valueOn, setValueOn] = useState("");
  const [code, setCode] = useState("");
  const [reason, setReason] = useState("");
  const amount = formatRupees(payout.amountPaise);
  const { errors, isSending, send, refuse } = useVerb(RECORD_PAYOUT_RETURN, {
    fields: FIELDS,
    onDone: ({ replayed }) => {
      announce(replayed ? "Recorded before" : `Return of ${amount} recorded`);
      onClose();
    },
  });
  const submit = () => {
    const wrong = {
      ...(!reference.trim() && { returnReference: "Enter the bank's reference of the return." }),
      ...((!valueOn || isHalfTyped(dayId)) && { valueOn: "Enter the day." }),
      ...(!reason.trim() && { reason: "Say why it came back: the merchant reads it." }),
    };
    if (Object.keys(wrong).length > 0) return refuse(wrong);
    const input = {
      payoutId: payout.id,
      amountPaise: payout.amountPaise,
      returnReference: reference.trim(),
      valueOn,
      reason: reason.trim(),
      ...(code && { reasonCode: code }),
    };
    send({ input });
  };
  return (
    <FormDialog
      title="Record return"
      submit={`Record return of ${amount}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
      onClose={onClose}
      isStep
    >
      <div className="grid gap-2 text-sm text-pretty">
        <ForMerchant />
        <p>
          {amount} came back whole, and is available again at once. A part of it is a new payment.
          You can't undo it.
        </p>
      </div>
      <TextField
        label="Return reference"
        autoComplete="off"
        spellCheck={false}
        value={reference}
        error={errors.returnReference}
        hint="The bank's, of the return. Not the payout's UTR."
        onChange={({ target }) => setReference(target.value)}
      />
      <TextField
        id={dayId}
        label="Back at the bank on"
        type="date"
        max={isoDay(Date.now())}
        value={valueOn}
        error={errors.valueOn}
        onChange={({ target }) => setValueOn(target.value)}
      />
      <SelectField
        label="Kind (optional)"
        value={code}
        error={errors.reasonCode}
        onChange={({ target }) => setCode(target.value)}
      >
        <option value="">Not given</option>
        {RETURN_REASONS.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Reason"
        autoComplete="off"
        value={reason}
        error={errors.reason}
        hint="The merchant reads it."
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
