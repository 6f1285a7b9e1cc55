import { type FormEvent, useEffect, useRef } from "react";
import { BalanceAfter } from "../balance/BalanceAfter";
import { SuspendedNotice } from "../merchants/SuspendedNotice";
import { formatRupees } from "../money";
import { rupeesInWords } from "../money/rupeesInWords";
import { Button, TextField } from "../ui";
import { AddPayee } from "./AddPayee";
import { DetailFields } from "./DetailFields";
import { NO_DETAILS } from "./details";
import { InsteadOf } from "./InsteadOf";
import { Part } from "./Part";
import { PayeeField } from "./PayeeField";
import { PayingFor } from "./PayingFor";
import { RailField, useRails } from "./RailField";
import { RetryNotice } from "./RetryNotice";
import { UnansweredNotice } from "./UnansweredNotice";
import type { PayoutDraft } from "./usePayoutDraft";

/** Step 1: whom and how much. Enter goes on to the review, and pays nothing. */
export function DetailsStep({ of: payout }: { of: PayoutDraft }) {
  const { draft, payees, account, amount, errors, merchant } = payout;
  const form = useRef<HTMLFormElement>(null);
  const rails = useRails(payout);

  // A refusal leads back here, and the field that it concerns takes the focus.
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid]");
    const first = form.current?.querySelector<HTMLElement>("input");
    (wrong ?? first)?.focus();
    wrong?.scrollIntoView({ block: "center" });
  }, []);

  const goOn = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a part that is done leads to the next one, without a fault.
    const { activeElement } = document;
    if (account && draft.amount === "" && activeElement?.getAttribute("role") === "combobox") {
      form.current?.querySelector<HTMLElement>("[inputmode=decimal]")?.focus();
      return;
    }
    const time = form.current?.querySelector<HTMLInputElement>("[type=datetime-local]");
    const hasHalfATime = time?.validity.badInput ?? false;
    payout.goOn({ hasHalfATime, isBarred: rails.problem !== undefined });
    // After the errors are on the page.
    setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };

  const clear = () => {
    payout.change({ amount: "", bankAccountId: "", ...NO_DETAILS });
    form.current?.querySelector<HTMLElement>("input")?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={goOn} className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Part title="Whom to pay" action={<AddPayee />}>
        {!payout.merchant.isActive && <SuspendedNotice merchant={payout.merchant} />}
        {payout.isRestored && !payout.unanswered && (
          <div className="flex flex-wrap items-center justify-between gap-x-4 text-sm">
            <span role="status" className="text-soft">
              {payout.filled ? "Filled in for you. Check it before you pay." : "Draft restored"}
            </span>
            <Button kind="quiet" isSmall onClick={clear}>
              Clear
            </Button>
          </div>
        )}
        <RetryNotice of={payout} />
        {payout.filled?.instead && (
          <InsteadOf merchantId={payout.merchantId} payoutId={payout.filled.instead} />
        )}
        <PayeeField
          accounts={payees}
          chosen={account}
          onChoose={(bankAccountId) => payout.change({ bankAccountId })}
          error={errors.account}
          recent={payout.recent}
        />
      </Part>
      <Part title="How much and why">
        <div className="-mt-3">
          <PayingFor name={merchant.name} />
        </div>
        <TextField
          label="Amount"
          prefix="₹"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={draft.amount}
          onChange={(event) => payout.change({ amount: event.target.value })}
          error={errors.amount}
          hint={
            amount.ok
              ? `${formatRupees(amount.paise)} · ${rupeesInWords(amount.paise)}`
              : "In rupees, such as 1,25,000.50"
          }
          className="text-lg"
        />
        {/* The available balance may already exclude the amount of an unanswered payout. */}
        {!payout.unanswered && (
          <BalanceAfter
            by="payout"
            availablePaise={payout.availablePaise}
            changePaise={amount.ok ? -amount.paise - rails.chargePaise : null}
          />
        )}
        <DetailFields of={payout} />
        <RailField of={payout} rails={rails} />
        <UnansweredNotice of={payout} />
        <Button type="submit" kind="primary" className="min-h-11">
          Continue
        </Button>
      </Part>
    </form>
  );
}
