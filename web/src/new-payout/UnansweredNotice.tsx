import { newIdempotencyKey } from "../api";
import { decimalRupees } from "../money";
import { Link } from "../navigation/Link";
import { Button, Money } from "../ui";
import { forgotten, isTooOldToRetry, type Sent } from "./draft";
import { changeDraft, editDraft, isInFlight, useDraft } from "./draftStore";

type Account = { id: string; accountHolderName: string };
type Props = {
  merchantId: string;
  accounts: Account[];
  /** The key of the unanswered payout with the form's present contents. */
  currentKey: string | undefined;
  message: string | null;
};

const CLOCK = new Intl.DateTimeFormat("en-IN", { timeStyle: "short", hour12: false });

/** The payouts sent without a response: by this form just now, before a reload, or with other contents. */
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
            We couldn't confirm this payout.
            {message && ` The server said: ${message.replace(/[.]?$/, ".")}`} Try again: it won't be
            paid twice.
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
        We couldn't confirm your payout of <Money paise={sent.amountPaise} />
        {account && ` to ${account.accountHolderName}`}, sent at {CLOCK.format(sent.firstSentAt)}.
        This will be a separate payout.
      </p>
      <Button isSmall onClick={bringBack} className="mt-2">
        Return to that payout
      </Button>
    </>
  );
}

function TooOld({ merchantId, sent }: { merchantId: string; sent: Sent }) {
  return (
    <>
      <p>
        We couldn't confirm your payout of <Money paise={sent.amountPaise} /> within 23 hours. It's
        too late to retry safely: check{" "}
        <Link to={{ view: "payouts" }} className="underline">
          Payouts
        </Link>{" "}
        before you pay again.
      </p>
      <Button
        isSmall
        onClick={() => changeDraft(merchantId, (it) => forgotten(it, sent.key, newIdempotencyKey))}
        className="mt-2"
      >
        I've checked, dismiss
      </Button>
    </>
  );
}
