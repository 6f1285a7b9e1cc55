import { useState } from "react";
import { newIdempotencyKey, useSend } from "../api";
import { Done } from "../forms/Done";
import { FormDialog } from "../forms/FormDialog";
import { type FormErrors, failedForm, refusedField } from "../forms/refusal";
import { useUnansweredForm } from "../forms/useUnansweredForm";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees, parseRupees } from "../money";
import { TextField } from "../ui";

const RECORD_PAYMENT = graphql(`
  mutation RecordPayment($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      __typename
      ... on RecordPaymentSuccess {
        replayed
        entry {
          id
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const FIELDS = ["amountPaise", "reference", "description"] as const;
type Field = (typeof FIELDS)[number];
const SEND_AGAIN = "The payment may have been recorded. Send it again: it's recorded only once.";

export function RecordPayment({ merchantId }: { merchantId: string }) {
  // One reference per form, kept across a reload, so that sending it twice records one payment.
  const unanswered = useUnansweredForm(`payout-engine:payment:${merchantId}`);
  const [amount, setAmount] = useState(unanswered.found?.amount ?? "");
  const [reference, setReference] = useState(unanswered.found?.reference ?? newReference());
  const [description, setDescription] = useState(unanswered.found?.description ?? "");
  const [errors, setErrors] = useState<FormErrors<Field>>({});
  const [recorded, setRecorded] = useState<{ paise: number; isReplay: boolean } | null>(null);
  const recording = useSend(RECORD_PAYMENT);

  const submit = () => {
    const parsed = parseRupees(amount);
    if (!parsed.ok) return setErrors({ amountPaise: parsed.reason });
    setErrors({});
    unanswered.keep({ amount, reference, description });
    const input = { merchantId, amountPaise: parsed.paise, reference, description };
    recording.mutate(
      { input },
      {
        onError: (error) => setErrors(failedForm(error, SEND_AGAIN)),
        onSuccess: ({ recordPayment: result }) => {
          unanswered.forget();
          if (result.__typename === "ValidationError")
            return setErrors(refusedField(result, FIELDS));
          setRecorded({ paise: parsed.paise, isReplay: result.replayed });
        },
      },
    );
  };

  if (recorded) {
    const { paise, isReplay } = recorded;
    return (
      <Done title={`Payment of ${formatRupees(paise)} recorded`}>
        {isReplay
          ? `${reference} was already recorded. No money was added.`
          : `Available now. Reference: ${reference}.`}
      </Done>
    );
  }
  return (
    <FormDialog
      title="Record payment"
      submit="Record payment"
      isSending={recording.isPending}
      error={errors.form}
      onSubmit={submit}
    >
      <ForMerchant />
      <TextField
        label="Amount"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="50,000.00"
        autoFocus
        value={amount}
        error={errors.amountPaise}
        hint="Available to pay out at once."
        onChange={(event) => setAmount(event.target.value)}
      />
      <TextField
        label="Reference"
        autoComplete="off"
        spellCheck={false}
        value={reference}
        error={errors.reference}
        hint="Must be unique. Re-sending the same reference won't add money twice."
        onChange={(event) => setReference(event.target.value)}
      />
      <TextField
        label="Description (optional)"
        autoComplete="off"
        placeholder="Invoice 2041, Hamburg"
        value={description}
        error={errors.description}
        onChange={(event) => setDescription(event.target.value)}
      />
    </FormDialog>
  );
}

function newReference(): string {
  return `PAY-${newIdempotencyKey().replaceAll("-", "").slice(0, 12).toUpperCase()}`;
}
