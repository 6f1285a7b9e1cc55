import { useEffect, useId, useRef, useState } from "react";
import { BalanceAfter } from "../balance/BalanceAfter";
import type { PayoutBatchRowInput } from "../gql/graphql";
import { formatRupees } from "../money";
import { rupeesInWords } from "../money/rupeesInWords";
import { Link } from "../navigation/Link";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { FURTHEST_DAYS, NO_TIME, scheduleError } from "../new-payout/detailRules";
import { scheduleText } from "../payouts/scheduleText";
import { fieldTime, timeOf } from "../time/india";
import { Button, buttonClasses, LONG_TEXT, Money, TextField } from "../ui";
import { isHalfTyped } from "../ui/isHalfTyped";
import { useArmed } from "../ui/useArmed";
import { useDropSecondClick } from "../ui/useDropSecondClick";
import { endBatch } from "./batchStore";
import { ReviewRows } from "./ReviewRows";
import type { Several } from "./useSeveral";

type Props = { of: Several; merchant: { name: string } };

/** Step 2: all that is about to be paid. Only its own button pays, and it never has the focus by itself. */
export function ReviewBatch({ of: several, merchant }: Props) {
  const { batch, counts, dryRun, draft, sending } = several;
  const { isSending, outcome } = sending;
  const isArmed = useArmed();
  const dropSecondClick = useDropSecondClick("review");
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), []);

  const paise = batch.rows.reduce((sum, row) => sum + (row.amountPaise ?? 0), 0);
  const isAgain = draft.sent !== null && !isSending;
  const [sendOn, setSendOn] = useState("");
  const now = Date.now();
  const sendOnId = useId();
  const [isHalf, setIsHalf] = useState(false);
  const wrongTime = isHalf ? NO_TIME : scheduleError(sendOn, now).notBefore;
  const notBefore = draft.sent ? (draft.sent.notBefore ?? null) : timeOf(sendOn);
  const isShort = dryRun.availablePaise !== undefined && paise > dryRun.availablePaise;
  const isChecked = draft.sent !== null || (dryRun.isFresh && !isShort);
  const isReady = isArmed && isChecked && !isSending;
  const mayPay = isReady && !wrongTime;
  const whom = whomText(batch.rows);
  const pay = () => {
    // A date without its time would be paid now.
    const isTimeMissing = isHalfTyped(sendOnId);
    setIsHalf(isTimeMissing);
    if (isTimeMissing) document.getElementById(sendOnId)?.focus();
    else if (isReady && !scheduleError(sendOn, Date.now()).notBefore)
      void sending.send({ ...batch, notBefore });
  };
  useLeaveWarning(isSending);
  const left = counts.fix + counts.maybe;
  return (
    <section
      aria-label="Review payouts"
      onClickCapture={dropSecondClick}
      className="grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-5 rounded-xl border border-line bg-surface px-5 pt-4 pb-5"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls. */}
      <div
        ref={summary}
        role="group"
        tabIndex={-1}
        aria-label={`${formatRupees(paise)} to ${whom}`}
        className="grid gap-1 outline-none"
      >
        <h2 className="font-semibold wrap-anywhere">{batch.name}</h2>
        <p className="mt-2 text-3xl font-semibold">
          <Money paise={paise} />
        </p>
        <p className="text-sm text-soft">{rupeesInWords(paise)}</p>
        <p className="text-sm text-soft wrap-anywhere">
          {whom}, from {merchant.name}
        </p>
      </div>
      <ReviewRows rows={batch.rows} accounts={several.accounts} />
      {left > 0 && !draft.sent && (
        <p className="text-sm text-wait">
          Not in this batch: {left} {left === 1 ? "row" : "rows"} to fix or maybe paid already. They
          stay in the draft.
        </p>
      )}
      {!draft.sent && (
        <BalanceAfter by="batch" availablePaise={dryRun.availablePaise} changePaise={-paise} />
      )}
      {!draft.sent && (
        <TextField
          id={sendOnId}
          label="Send on (optional)"
          type="datetime-local"
          min={fieldTime(now)}
          max={fieldTime(now + FURTHEST_DAYS * 86_400_000)}
          hint={
            notBefore
              ? `${scheduleText(notBefore)}. The money is held now.`
              : "India's time. The money is held now, and each payout can be cancelled until then."
          }
          value={sendOn}
          error={wrongTime}
          onChange={(event) => {
            setIsHalf(false);
            setSendOn(event.target.value);
          }}
        />
      )}
      {isAgain && (
        <div
          role="alert"
          className="grid gap-2 rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait"
        >
          {outcome?.kind === "unpaid" ? (
            <p>{outcome.message} Nothing was paid. The batch is kept: send it again.</p>
          ) : (
            <p>
              We couldn't confirm these payouts. Some or all may have been made.
              {outcome?.kind === "unknown" &&
                outcome.message &&
                ` The server said: ${outcome.message}`}{" "}
              Send again: nothing is paid twice.
            </p>
          )}
          <Button
            isSmall
            className="justify-self-start"
            onClick={() => endBatch(several.merchantId, draft.id)}
          >
            I've checked, dismiss
          </Button>
        </div>
      )}
      {outcome?.kind === "refused" && (
        <p role="alert" className="text-sm text-bad">
          {outcome.message} Nothing was paid.
        </p>
      )}
      <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap-reverse justify-end gap-3 rounded-b-xl border-t border-line bg-surface px-5 py-4 max-md:bottom-13">
        {draft.sent ? (
          <Link
            to={{ view: "payouts/batches", item: draft.id }}
            className={buttonClasses("secondary")}
          >
            See the batch
          </Link>
        ) : (
          <Button onClick={several.goBack} className="min-h-11">
            Back
          </Button>
        )}
        {/* aria-disabled keeps the focus where it is. */}
        <Button
          kind="primary"
          aria-disabled={!mayPay}
          onClick={pay}
          className={`min-h-11 flex-1 ${LONG_TEXT}`}
        >
          {isSending
            ? "Sending…"
            : isAgain
              ? "Send again"
              : `${notBefore ? "Schedule" : "Pay"} ${formatRupees(paise)} to ${whom}`}
        </Button>
      </div>
    </section>
  );
}

/** `12 beneficiaries`, or `11 beneficiaries in 12 payouts` if one is paid twice. */
function whomText(rows: PayoutBatchRowInput[]): string {
  const count = new Set(rows.map(({ bankAccountId }) => bankAccountId)).size;
  const whom = `${count} ${count === 1 ? "beneficiary" : "beneficiaries"}`;
  return count === rows.length ? whom : `${whom} in ${rows.length} payouts`;
}
