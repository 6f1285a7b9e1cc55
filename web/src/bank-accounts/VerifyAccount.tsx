import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { BankLine } from "../payouts/BankAccountLabel";
import type { ManagedAccount } from "./accounts";
import { VERIFY } from "./accountVerbs";

type Props = { account: ManagedAccount; onCancel: () => void; onDone: () => void };

/** Asks first: only another name takes it back. */
export function VerifyAccount({ account, onCancel, onDone }: Props) {
  const { accountHolderName: name } = account;
  const { errors, isSending, send } = useVerb(VERIFY, {
    onDone: () => {
      announce(`${name} marked as verified`);
      onDone();
    },
  });
  return (
    <FormDialog
      title="Mark as verified"
      submit="Mark as verified"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { bankAccountId: account.id } })}
      onClose={onCancel}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm wrap-anywhere outline-none">
        Have you checked that this account belongs to{" "}
        <strong className="font-semibold">{name}</strong>? The mark stays until the account is
        renamed.
      </p>
      <BankLine account={account} />
    </FormDialog>
  );
}
