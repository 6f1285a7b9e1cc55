import { useEffect, useRef } from "react";
import { BalanceAfter } from "../balance/BalanceAfter";
import { formatRupees } from "../money";
import { rupeesInWords } from "../money/rupeesInWords";
import { BankLine } from "../payouts/BankAccountLabel";
import { accountTypeText, mistakable, type PayeeAccount } from "../payouts/payee";
import { useIfsc } from "../payouts/useIfsc";
import { Button, LONG_TEXT, Money, Warning } from "../ui";
import { useArmed } from "../ui/useArmed";
import { ColumnActions } from "./Column";
import { givenDetails } from "./detailRules";
import type { Contents } from "./draft";
import { GivenDetails } from "./GivenDetails";
import { PayingFor } from "./PayingFor";
import { PayoutLinks } from "./PayoutLinks";
import { PlanLine } from "./PlanLine";
import { useRails } from "./RailField";
import { RetryNotice } from "./RetryNotice";
import { UnansweredNotice } from "./UnansweredNotice";
import type { PayoutDraft } from "./usePayoutDraft";
import { useSimilarPayouts } from "./useSimilarPayouts";

type Props = { of: PayoutDraft; contents: Contents; account: PayeeAccount };

/** Step 2: what is about to be paid. Only its own button pays, and it never has the focus by itself. */
export function ReviewStep({ of: payout, contents, account }: Props) {
  const { merchantId, payees, unanswered, isTooOld, errors, create } = payout;
  const { isSending } = create;
  const { similar, arrived, isChecking, error } = useSimilarPayouts(
    merchantId,
    contents,
    unanswered?.key ?? payout.draft.key,
  );
  const hasArrived = arrived.length > 0;
  const isArmed = useArmed();
  const summary = useRef<HTMLDivElement>(null);
  const { chargePaise } = useRails(payout);
  const ifsc = useIfsc(account.ifscCode);
  const alike = mistakable(account, payees);
  const mayPay = isArmed && !isChecking && !isSending && !isTooOld;

  useEffect(() => summary.current?.focus(), []);

  return (
    <div className="flex flex-col gap-5">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls. */}
      <div
        ref={summary}
        role="group"
        tabIndex={-1}
        aria-label={`${formatRupees(contents.amountPaise)} to ${account.accountHolderName}`}
        className="grid gap-1 outline-none"
      >
        <p className="text-3xl font-semibold">
          <Money paise={contents.amountPaise} />
        </p>
        <p className="text-sm text-soft">{rupeesInWords(contents.amountPaise)}</p>
        <p className="mt-2 text-sm text-soft">to</p>
        <p className="text-xl font-semibold wrap-anywhere">{account.accountHolderName}</p>
        <BankLine account={account} more={accountTypeText(account)} />
        {ifsc && <p className="text-xs wrap-anywhere text-soft">{ifsc.place}</p>}
        <div className="mt-2">
          <PayingFor name={payout.merchant.name} />
        </div>
      </div>
      <GivenDetails details={payout.details} />
      <RetryNotice of={payout} />
      {ifsc?.warnings.map((warning) => (
        <Warning key={warning}>{warning}</Warning>
      ))}
      {!unanswered && !hasArrived && (
        <PlanLine
          merchantId={merchantId}
          contents={contents}
          notBefore={givenDetails(payout.details).notBefore ?? null}
        />
      )}
      {alike.length > 0 && (
        <p className="text-sm wrap-anywhere">
          Not to be confused with {namesOf(alike)}: same bank, same last four digits.
        </p>
      )}
      {/* Above the balance: on a phone the rest is below the buttons' edge. */}
      {similar.length > 0 && (
        <div
          role="alert"
          className="grid gap-2 rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait"
        >
          <p>Is this a duplicate? Same beneficiary and amount in the last seven days:</p>
          <PayoutLinks payouts={similar} />
        </div>
      )}
      {!unanswered && !hasArrived && (
        <BalanceAfter
          by="payout"
          availablePaise={payout.availablePaise}
          changePaise={-contents.amountPaise - chargePaise}
        />
      )}
      {!isSending && <UnansweredNotice of={payout} hasArrived={hasArrived} />}
      {hasArrived && !isSending && (
        <div role="alert" className="grid gap-2 rounded-lg bg-ok-quiet px-4 py-3 text-sm text-ok">
          <p>
            This payout did arrive.
            {!isTooOld && " Try again to see what became of it: it won't be paid twice."}
          </p>
          <PayoutLinks payouts={arrived} />
        </div>
      )}
      {error && (
        <p role="alert" className="text-sm text-wait">
          Couldn't check for a recent payout like this one. Check Payouts before you pay.
        </p>
      )}
      {errors.form && (
        <p role="alert" className="text-sm text-bad">
          {errors.form}
        </p>
      )}
      <ColumnActions>
        <Button onClick={payout.goBack} disabled={isSending} className="min-h-11">
          Back
        </Button>
        {/* aria-disabled keeps the focus where it is. */}
        <Button
          kind="primary"
          aria-disabled={!mayPay}
          onClick={() => mayPay && payout.pay()}
          className={`min-h-11 flex-1 ${LONG_TEXT}`}
        >
          {isSending
            ? "Sending…"
            : unanswered || hasArrived
              ? "Try again"
              : payText(contents, account, payout.details.notBefore !== "")}
        </Button>
      </ColumnActions>
    </div>
  );
}

function payText(
  { amountPaise }: Contents,
  { accountHolderName }: PayeeAccount,
  isScheduled: boolean,
): string {
  return `${isScheduled ? "Schedule" : "Pay"} ${formatRupees(amountPaise)} to ${accountHolderName}`;
}

function namesOf(accounts: PayeeAccount[]): string {
  const names = [...new Set(accounts.map((it) => it.accountHolderName))];
  const more = names.length - 3;
  return names.slice(0, 3).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
