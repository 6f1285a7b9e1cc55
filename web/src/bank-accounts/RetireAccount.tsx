import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { BankLine } from "../payouts/BankAccountLabel";
import type { ManagedAccount } from "./accounts";
import { RETIRE } from "./accountVerbs";

type Props = { account: ManagedAccount; onCancel: () => void; onDone: () => void };

/** Asks first: restoring it does not make it the primary one again. */
export function RetireAccount({ account, onCancel, onDone }: Props) {
  const { accountHolderName: name, isPrimary } = account;
  const { errors, isSending, send } = useVerb(RETIRE, {
    onDone: () => {
      announce(`${name} retired`);
      onDone();
    },
  });
  return (
    <FormDialog
      title="Retire beneficiary"
      submit="Retire"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { bankAccountId: account.id } })}
      onClose={onCancel}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm wrap-anywhere outline-none">
        <strong className="font-semibold">{name}</strong> can't receive new payouts until you
        restore it. Payouts already made continue.
      </p>
      <BankLine account={account} />
      {isPrimary && (
        <p className="text-sm text-wait">
          This is the primary account. The oldest verified account becomes primary instead, or the
          oldest if none is verified. It stays primary even if you restore this one.
        </p>
      )}
    </FormDialog>
  );
}
