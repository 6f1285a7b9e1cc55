import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { BankLine } from "../payouts/BankAccountLabel";
import { accountTypeText } from "../payouts/payee";
import { Button, Dialog, Time } from "../ui";
import { AccountBadges } from "./AccountBadges";
import type { ManagedAccount } from "./accounts";
import { MAKE_PRIMARY, RESTORE } from "./accountVerbs";
import type { Step } from "./ManageAccount";

type Props = { account: ManagedAccount; onStep: (step: Step) => void; onDone: () => void };

/** The account's state and its verbs. At once happens only what another click takes back. */
export function AccountMenu({ account, onStep, onDone }: Props) {
  const { accountHolderName: name, isPrimary, isVerified, retiredAt } = account;
  const done = (text: string) => () => {
    announce(text);
    onDone();
  };
  const primary = useVerb(MAKE_PRIMARY, { onDone: done(`${name} is now the primary account`) });
  const restored = useVerb(RESTORE, { onDone: done(`${name} restored`) });
  const variables = { input: { bankAccountId: account.id } };
  const isSending = primary.isSending || restored.isSending;
  return (
    <Dialog title={name} onClose={onDone}>
      <div data-autofocus tabIndex={-1} className="grid gap-2 text-sm outline-none">
        <BankLine account={account} more={accountTypeText(account)} />
        <p className="text-xs text-soft">
          Added <Time at={account.createdAt} hasZone />
          {retiredAt && (
            <>
              {" · Retired "}
              <Time at={retiredAt} hasZone />
            </>
          )}
        </p>
        <AccountBadges account={account} />
      </div>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        <Verb
          label="Rename"
          about="Correct the holder's name. It then has to be verified again."
          isSending={isSending}
          onClick={() => onStep("rename")}
        />
        {!isVerified && (
          <Verb
            label="Mark as verified"
            about="You've checked that the account is the holder's."
            isSending={isSending}
            onClick={() => onStep("verify")}
          />
        )}
        {!isPrimary && !retiredAt && (
          <Verb
            label="Make primary"
            about="Replaces the current primary account."
            isSending={isSending}
            onClick={() => primary.send(variables)}
          />
        )}
        {retiredAt ? (
          <Verb
            label="Restore"
            about="Accept payouts to this account again."
            isSending={isSending}
            onClick={() => restored.send(variables)}
          />
        ) : (
          <Verb
            label="Retire"
            about="Stop new payouts to this account."
            isSending={isSending}
            onClick={() => onStep("retire")}
          />
        )}
      </ul>
      <div className="mt-4 empty:hidden">
        <FormError error={primary.errors.form ?? restored.errors.form} />
      </div>
    </Dialog>
  );
}

type VerbProps = { label: string; about: string; isSending: boolean; onClick: () => void };

function Verb({ label, about, isSending, onClick }: VerbProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 text-sm">
      <span className="min-w-40 flex-1 text-soft">{about}</span>
      {/* `disabled` would take the focus away. */}
      <Button isSmall aria-disabled={isSending} onClick={() => isSending || onClick()}>
        {label}
      </Button>
    </li>
  );
}
