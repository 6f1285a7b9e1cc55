import { newIdempotencyKey } from "../api";
import { decimalRupees } from "../money";
import { Link } from "../navigation/Link";
import { Button, Money } from "../ui";
import { forgotten, isTooOldToRetry, type Sent } from "./draft";
import { changeDraft, editDraft, isInFlight, useDraft } from "./draftStore";

type Account = { id: string; accountNumberMasked: string };
type Props = {
  merchantId: string;
  accounts: Account[];
  /** The one whose contents the form holds now. */
  currentKey: string | undefined;
  message: string | null;
};

const CLOCK = new Intl.DateTimeFormat("en-IN", { timeStyle: "short", hour12: false });

/** What was sent and never answered: in this form's last try, before a reload, or with other contents. */
export function UnansweredNotice({ merchantId, accounts, currentKey, message }: Props) {
  const { sent } = useDraft(merchantId);
  return sent
    .filter(({ key }) => !isInFlight(key))
    .map((it) => (
      <div
        key={it.key}
        role="alert"
        className="rounded-lg bg-wait-quiet px-4 py-3 text-sm text-wait"
      >
        {isTooOldToRetry(it, Date.now()) ? (
          <TooOld merchantId={merchantId} sent={it} />
        ) : it.key === currentKey ? (
          <p>
            We do not know whether this payout was accepted: no answer came.
            {message && ` The server said: ${message.replace(/[.]?$/, ".")}`} Try again; the same
            payout will not be made twice.
          </p>
        ) : (
          <Other merchantId={merchantId} sent={it} accounts={accounts} />
        )}
      </div>
    ));
}

function Other({
  merchantId,
  sent,
  accounts,
}: {
  merchantId: string;
  sent: Sent;
  accounts: Account[];
}) {
  const account = accounts.find(({ id }) => id === sent.bankAccountId);
  const bringBack = () => {
    const amount = decimalRupees(sent.amountPaise);
    editDraft(merchantId, { amount, bankAccountId: sent.bankAccountId });
  };
  return (
    <>
      <p>
        A payout of <Money paise={sent.amountPaise} /> to {account?.accountNumberMasked} was sent at{" "}
        {CLOCK.format(sent.firstSentAt)}, and no answer came. What you send now is another payout.
      </p>
      <Button isSmall onClick={bringBack} className="mt-2">
        Go back to that one
      </Button>
    </>
  );
}

function TooOld({ merchantId, sent }: { merchantId: string; sent: Sent }) {
  return (
    <>
      <p>
        A payout of <Money paise={sent.amountPaise} /> was sent more than 23 hours ago, and no
        answer came. It can no longer be tried again safely: look whether it is among the{" "}
        <Link to={{ view: "payouts" }} className="underline">
          payouts
        </Link>{" "}
        first.
      </p>
      <Button
        isSmall
        onClick={() => changeDraft(merchantId, (it) => forgotten(it, sent.key, newIdempotencyKey))}
        className="mt-2"
      >
        I have looked
      </Button>
    </>
  );
}
