import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import { TextField } from "../ui";
import { MerchantDialog } from "./MerchantDialog";
import type { MerchantDetails } from "./merchantDetails";

const UPDATE_MERCHANT = graphql(`
  mutation UpdateMerchant($input: UpdateMerchantInput!) {
    result: updateMerchant(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const TITLE = "Edit merchant";

export function EditMerchant({ merchantId }: { merchantId: string }) {
  return (
    <MerchantDialog title={TITLE} merchantId={merchantId}>
      {(merchant) => <EditForm before={merchant} />}
    </MerchantDialog>
  );
}

function EditForm({ before }: { before: MerchantDetails }) {
  // What another operator has changed meanwhile is not changed back: only edited fields are sent.
  const [first] = useState(before);
  const [name, setName] = useState(first.name);
  const [email, setEmail] = useState(first.email);
  const { errors, isSending, send } = useVerb(UPDATE_MERCHANT, {
    fields: ["name", "email"],
    onDone: () => {
      announce("Merchant updated");
      closeDialog();
    },
  });

  const submit = () => {
    const edited = {
      ...(name === first.name ? {} : { name }),
      ...(email === first.email ? {} : { email }),
    };
    if (Object.keys(edited).length === 0) closeDialog();
    else send({ input: { merchantId: first.id, ...edited } });
  };

  return (
    <FormDialog
      title={TITLE}
      submit="Save"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
    >
      <TextField
        label="Name"
        autoComplete="off"
        value={name}
        error={errors.name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="off"
        spellCheck={false}
        value={email}
        error={errors.email}
        hint="For contact. Users keep the e-mail they sign in with."
        onChange={(event) => setEmail(event.target.value)}
      />
    </FormDialog>
  );
}
