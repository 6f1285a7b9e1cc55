import { useState } from "react";
import { GroupField } from "../bank-accounts/GroupField";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { BankLine } from "../payouts/BankAccountLabel";
import { TextField } from "../ui";
import { LABEL } from "./beneficiary";
import type { Beneficiary } from "./beneficiaryList";

type Props = { merchantId: string; account: Beneficiary; onDone: () => void };

/** The merchant's own words for a beneficiary. */
export function LabelBeneficiary({ merchantId, account, onDone }: Props) {
  const [nickname, setNickname] = useState(account.nickname ?? "");
  const [group, setGroup] = useState(account.group ?? "");
  const { errors, isSending, send } = useVerb(LABEL, {
    fields: ["nickname", "group"],
    onDone: () => {
      announce("Nickname and group saved");
      onDone();
    },
  });
  return (
    <FormDialog
      title="Nickname and group"
      submit="Save"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { bankAccountId: account.id, nickname, group } })}
      onClose={onDone}
      isStep
    >
      <p className="text-sm font-medium wrap-anywhere">{account.accountHolderName}</p>
      <BankLine account={account} />
      <TextField
        label="Nickname (optional)"
        autoComplete="off"
        maxLength={60}
        value={nickname}
        error={errors.nickname}
        hint="Your own name for it."
        onChange={(event) => setNickname(event.target.value)}
      />
      <GroupField merchantId={merchantId} value={group} error={errors.group} onChange={setGroup} />
    </FormDialog>
  );
}
