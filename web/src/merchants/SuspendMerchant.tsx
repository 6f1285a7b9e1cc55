import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import { TextField } from "../ui";
import { MerchantDialog } from "./MerchantDialog";
import type { MerchantDetails } from "./merchantDetails";

const SUSPEND_MERCHANT = graphql(`
  mutation SuspendMerchant($input: SuspendMerchantInput!) {
    result: suspendMerchant(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const TITLE = "Suspend merchant";

export function SuspendMerchant({ merchantId }: { merchantId: string }) {
  return (
    <MerchantDialog title={TITLE} merchantId={merchantId}>
      {(merchant) => <SuspendForm merchant={merchant} />}
    </MerchantDialog>
  );
}

function SuspendForm({ merchant }: { merchant: MerchantDetails }) {
  const [reason, setReason] = useState("");
  const { errors, isSending, send } = useVerb(SUSPEND_MERCHANT, {
    fields: ["reason"],
    onDone: () => {
      announce(`${merchant.name} suspended`);
      closeDialog();
    },
  });

  return (
    <FormDialog
      title={TITLE}
      submit="Suspend"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { merchantId: merchant.id, reason } })}
    >
      <p className="text-sm wrap-anywhere">
        <strong className="font-semibold">{merchant.name}</strong> can't make new payouts until you
        reopen it. Payouts already made continue, money can come in, and its users can still read.
      </p>
      <TextField
        label="Reason"
        autoComplete="off"
        value={reason}
        error={errors.reason}
        hint="Up to 500 characters. Only operators see it."
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
