import { type FormEvent, useEffect, useRef, useState } from "react";
import { type FragmentType, graphql, readFragment } from "../gql";
import { formatRupees, parseRupees } from "../money";
import { Button, SelectField, TextField } from "../ui";
import { BalanceAfter } from "./BalanceAfter";
import { isTooOldToRetry, sentWith } from "./draft";
import { editDraft, useDraft } from "./draftStore";
import { refusalText } from "./refusalText";
import { UnansweredNotice } from "./UnansweredNotice";
import type { useCreatePayout } from "./useCreatePayout";

const ACCOUNT = graphql(`
  fragment PayoutAccount on BankAccount {
    id
    accountHolderName
    accountNumberMasked
    ifscCode
    bankName
    isPrimary
  }
`);

type Props = {
  merchantId: string;
  merchantName: string;
  accounts: FragmentType<typeof ACCOUNT>[];
  availablePaise: number | undefined;
  create: ReturnType<typeof useCreatePayout>;
};

export function PayoutForm({
  merchantId,
  merchantName,
  accounts: masked,
  availablePaise,
  create,
}: Props) {
  const accounts = masked.map((account) => readFragment(ACCOUNT, account));
  const draft = useDraft(merchantId);
  const [isChecked, setIsChecked] = useState(false);
  const { outcome, isSending } = create;
  const form = useRef<HTMLFormElement>(null);

  const account =
    accounts.find(({ id }) => id === draft.bankAccountId) ??
    accounts.find(({ isPrimary }) => isPrimary) ??
    accounts[0];
  const amount = parseRupees(draft.amount);
  const contents = amount.ok && account && { amountPaise: amount.paise, bankAccountId: account.id };
  const unanswered = contents ? sentWith(draft, contents) : undefined;
  const isTooOld = unanswered !== undefined && isTooOldToRetry(unanswered, Date.now());

  const change = (edit: { amount?: string; bankAccountId?: string }) => {
    create.clear();
    setIsChecked(false);
    // The contents include the preselected account, even if nobody chose it.
    const shown = { bankAccountId: account?.id ?? "" };
    editDraft(merchantId, { ...shown, ...edit });
  };

  // Sending disabled every field, and so took the focus away.
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid]");
    const submit = form.current?.querySelector<HTMLElement>("[type=submit]");
    if (outcome) (wrong ?? submit)?.focus();
  }, [outcome]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (contents && !isTooOld) void create.send(contents);
  };

  const errors = outcome?.kind === "refused" ? refusalText(outcome.refusal) : {};
  const amountError = errors.amount ?? (isChecked && !amount.ok ? amount.reason : undefined);

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <p className="-mt-1 text-sm wrap-anywhere text-soft">From {merchantName}</p>
      <TextField
        label="Amount"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        autoFocus
        value={draft.amount}
        disabled={isSending}
        onChange={(event) => change({ amount: event.target.value })}
        error={amountError}
        hint={amount.ok ? formatRupees(amount.paise) : "In rupees, such as 1,25,000.50"}
        className="text-lg"
      />
      <SelectField
        label="To"
        value={account?.id ?? ""}
        disabled={isSending}
        onChange={(event) => change({ bankAccountId: event.target.value })}
        error={errors.account}
        hint={account && `${account.accountNumberMasked} · IFSC ${account.ifscCode}`}
      >
        {accounts.map(({ id, bankName, accountNumberMasked, ifscCode }) => (
          <option key={id} value={id}>
            {`${bankName ?? ifscCode} •••• ${accountNumberMasked.slice(-4)}`}
          </option>
        ))}
      </SelectField>
      {/* The available balance may already exclude the amount of an unanswered payout. */}
      {!unanswered && (
        <BalanceAfter
          availablePaise={availablePaise}
          amountPaise={amount.ok ? amount.paise : null}
        />
      )}
      {!isSending && (
        <UnansweredNotice
          merchantId={merchantId}
          accounts={accounts}
          currentKey={unanswered?.key}
          message={outcome?.kind === "unknown" ? outcome.message : null}
        />
      )}
      {errors.form && (
        <p role="alert" className="text-sm text-bad">
          {errors.form}
        </p>
      )}
      <Button type="submit" kind="primary" disabled={isSending || isTooOld} className="min-h-11">
        {isSending ? "Sending…" : unanswered ? "Try again" : "Pay out"}
      </Button>
    </form>
  );
}
