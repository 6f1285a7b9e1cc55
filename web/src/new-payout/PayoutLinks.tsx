import { type FragmentType, readFragment } from "../gql";
import { Link } from "../navigation/Link";
import { PAYOUT_LINK } from "../payouts/payoutLink";
import { HIT_AREA, Money, StatusBadge, Time } from "../ui";

type Ref = FragmentType<typeof PAYOUT_LINK> & { id: string; reference?: string | null };

/** Payouts to look at: amount and payee as a link, then the time and status. */
export function PayoutLinks({ payouts }: { payouts: Ref[] }) {
  return (
    <ul className="grid gap-1.5">
      {payouts.map((payout) => (
        <li key={payout.id}>
          <PayoutLink payout={payout} />
        </li>
      ))}
    </ul>
  );
}

function PayoutLink({ payout }: { payout: Ref }) {
  const { reference } = payout;
  const { id, status, needsReview, amountPaise, createdAt, bankAccount } = readFragment(
    PAYOUT_LINK,
    payout,
  );
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Link to={{ payout: id }} className={`wrap-anywhere underline ${HIT_AREA}`}>
        <Money paise={amountPaise} /> to {bankAccount.accountHolderName}
      </Link>
      {reference && <span className="wrap-anywhere">{reference}</span>}
      <Time at={createdAt} />
      <StatusBadge status={status} needsReview={needsReview} />
    </span>
  );
}
