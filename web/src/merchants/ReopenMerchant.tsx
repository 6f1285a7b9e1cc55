import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import { MerchantDialog } from "./MerchantDialog";
import type { MerchantDetails } from "./merchantDetails";
import { SuspendedNotice } from "./SuspendedNotice";

const REOPEN_MERCHANT = graphql(`
  mutation ReopenMerchant($input: ReopenMerchantInput!) {
    result: reopenMerchant(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const TITLE = "Reopen merchant";

export function ReopenMerchant({ merchantId }: { merchantId: string }) {
  return (
    <MerchantDialog title={TITLE} merchantId={merchantId}>
      {(merchant) => <ReopenForm merchant={merchant} />}
    </MerchantDialog>
  );
}

function ReopenForm({ merchant }: { merchant: MerchantDetails }) {
  const { errors, isSending, send } = useVerb(REOPEN_MERCHANT, {
    onDone: () => {
      announce(`${merchant.name} reopened`);
      closeDialog();
    },
  });

  return (
    <FormDialog
      title={TITLE}
      submit="Reopen"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { merchantId: merchant.id } })}
    >
      {!merchant.isActive && <SuspendedNotice merchant={merchant} />}
      <p className="text-sm wrap-anywhere">
        <strong className="font-semibold">{merchant.name}</strong> can make payouts again at once.
      </p>
    </FormDialog>
  );
}
