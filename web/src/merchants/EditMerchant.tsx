import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import { TextField } from "../ui";
import { MOST_HOURS, readHours, SET_COOLING_OFF } from "./coolingOff";
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
  const [hours, setHours] = useState(String(first.coolingOffHours));
  const close = () => {
    announce("Merchant updated");
    closeDialog();
  };
  const { errors, isSending, send, refuse } = useVerb(UPDATE_MERCHANT, {
    fields: ["name", "email"],
    onDone: close,
  });
  const edited = {
    ...(name === first.name ? {} : { name }),
    ...(email === first.email ? {} : { email }),
  };
  const sendEdited = () => {
    if (Object.keys(edited).length === 0) close();
    else send({ input: { merchantId: first.id, ...edited } });
  };
  const cooling = useVerb(SET_COOLING_OFF, { fields: ["coolingOffHours"], onDone: sendEdited });

  const submit = () => {
    const asked = readHours(hours);
    refuse({});
    cooling.refuse({});
    if (asked === undefined)
      cooling.refuse({ coolingOffHours: `Enter whole hours, 0 to ${MOST_HOURS}.` });
    else if (asked !== first.coolingOffHours)
      cooling.send({ input: { merchantId: first.id, coolingOffHours: asked } });
    else if (Object.keys(edited).length === 0) closeDialog();
    else sendEdited();
  };

  return (
    <FormDialog
      title={TITLE}
      submit="Save"
      isSending={isSending || cooling.isSending}
      error={errors.form ?? cooling.errors.form}
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
      <TextField
        label="Cooling-off in hours"
        inputMode="numeric"
        autoComplete="off"
        value={hours}
        error={cooling.errors.coolingOffHours}
        hint={`How long payouts to a new beneficiary wait, 0 to ${MOST_HOURS}. Until then they can be cancelled.`}
        onChange={(event) => setHours(event.target.value)}
      />
    </FormDialog>
  );
}
