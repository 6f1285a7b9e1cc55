import { newIdempotencyKey } from "../api";
import { decimalRupees } from "../money";
import { Link } from "../navigation/Link";
import { clockText, dayText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { Button, HIT_AREA, Money } from "../ui";
import { detailsOf } from "./details";
import { forgotten, type Sent } from "./draft";
import { changeDraft, isInFlight } from "./draftStore";
import { isTooOldToRetry } from "./keySafety";
import type { PayoutDraft } from "./usePayoutDraft";

type Props = {
  of: PayoutDraft;
  /** The payout on the screen is found among those made, which is told elsewhere. */
  hasArrived?: boolean;
};

/** The payouts sent without a response: by this form just now, before a reload, or with other contents. */
export function UnansweredNotice({ of: payout, hasArrived = false }: Props) {
  return payout.draft.sent
    .filter(({ key }) => !isInFlight(key))
    .filter(({ key }) => !hasArrived || payout.isTooOld || key !== payout.unanswered?.key)
    .map((sent) => (
      <div
        key={sent.key}
        role="alert"
        className="rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait"
      >
        <Notice of={payout} sent={sent} hasArrived={hasArrived} />
      </div>
    ));
}

/** A notice changes by itself when its request becomes too old: the page then takes its promise back. */
function Notice({ of: payout, sent, hasArrived = false }: Props & { sent: Sent }) {
  const isTooOld = useTextOfNow((now) =>
    isTooOldToRetry(sent, now, payout.windowSeconds) ? "too old" : "",
  );
  const isThis = sent.key === payout.unanswered?.key;
  if (isTooOld) return <TooOld of={payout} sent={sent} hasArrived={hasArrived && isThis} />;
  if (!isThis) return <Other of={payout} sent={sent} />;
  const { outcome } = payout.create;
  const message = outcome?.kind === "unknown" ? outcome.message : null;
  return (
    <p>
      We couldn't confirm this payout. It may have been made.
      {message && ` The server said: ${message.replace(/[.]?$/, ".")}`} Try again: it won't be paid
      twice.
      {payout.hasOtherDetails && ` It's sent ${saying(payout.details)}, as before.`}
    </p>
  );
}

function saying({ reference }: { reference: string }): string {
  return reference ? `with the reference ${reference}` : "without a reference";
}

function Other({ of: payout, sent }: Props & { sent: Sent }) {
  const bringBack = () => {
    payout.returnTo({
      amount: decimalRupees(sent.amountPaise),
      bankAccountId: sent.bankAccountId,
      ...detailsOf(sent),
    });
  };
  return (
    <>
      <p>
        We couldn't confirm <SentPayout of={payout} sent={sent} />. It may have been made. This will
        be a separate payout.
      </p>
      <Button isSmall onClick={bringBack} className="mt-2">
        Return to that payout
      </Button>
    </>
  );
}

function TooOld({ of: payout, sent, hasArrived = false }: Props & { sent: Sent }) {
  const dismiss = () =>
    changeDraft(payout.merchantId, (it) => forgotten(it, sent.key, newIdempotencyKey));
  return (
    <>
      <p>
        {!hasArrived && (
          <>
            We couldn't confirm <SentPayout of={payout} sent={sent} />. It may have been made.{" "}
          </>
        )}
        It's too late to retry safely: check{" "}
        <Link to={{ view: "payouts" }} className={`underline ${HIT_AREA}`}>
          Payouts
        </Link>{" "}
        before you pay again.
      </p>
      <Button isSmall onClick={dismiss} className="mt-2">
        I've checked, dismiss
      </Button>
    </>
  );
}

/** `your payout of ₹500.00 to Anand Dyes, sent 28 Nov, 14:05 IST` */
function SentPayout({ of: payout, sent }: Props & { sent: Sent }) {
  const account = payout.accounts.find(({ id }) => id === sent.bankAccountId);
  return (
    <>
      your payout of <Money paise={sent.amountPaise} />
      {account && ` to ${account.accountHolderName}`}, sent {dayText(sent.firstSentAt)},{" "}
      {clockText(sent.firstSentAt)} IST
    </>
  );
}
