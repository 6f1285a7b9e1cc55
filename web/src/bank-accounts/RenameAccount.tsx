import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { BankLine } from "../payouts/BankAccountLabel";
import { TextField } from "../ui";
import type { ManagedAccount } from "./accounts";
import { RENAME } from "./accountVerbs";

type Props = { account: ManagedAccount; onCancel: () => void; onDone: () => void };

export function RenameAccount({ account, onCancel, onDone }: Props) {
  const [accountHolderName, setName] = useState(account.accountHolderName);
  const { errors, isSending, send } = useVerb(RENAME, {
    fields: ["accountHolderName"],
    onDone: () => {
      announce(`Renamed to ${accountHolderName}`);
      onDone();
    },
  });
  return (
    <FormDialog
      title="Rename beneficiary"
      submit="Rename"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { bankAccountId: account.id, accountHolderName } })}
      onClose={onCancel}
      isStep
    >
      <BankLine account={account} />
      <TextField
        label="Account holder"
        autoComplete="off"
        value={accountHolderName}
        error={errors.accountHolderName}
        hint={
          account.isVerified
            ? "The account is verified. Another name has to be verified again."
            : "As the bank has it."
        }
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
