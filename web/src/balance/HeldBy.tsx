import { type FragmentType, readFragment } from "../gql";
import type { BalanceQuery } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { lastFour } from "../payouts/payee";
import { PAYOUT_LINK } from "../payouts/payoutLink";
import { HIT_AREA, Money, StatusBadge } from "../ui";

const SHOWN = 4;
/** The query `Balance` counts no further. */
const COUNTED = 1000;

type Props = Pick<BalanceQuery, "balance" | "pending" | "processing">;

/** The open payouts, which hold the amount on hold. */
export function HeldBy({ balance, pending, processing }: Props) {
  const count = pending.totalCount + processing.totalCount;
  if (count === 0) return <p className="text-sm text-soft">Nothing on hold</p>;
  const atLeast = [pending, processing].some(({ totalCount }) => totalCount === COUNTED) ? "+" : "";
  const shown = [...processing.edges, ...pending.edges].slice(0, SHOWN);
  return (
    <div>
      <h3 className="text-sm text-soft">
        <Money paise={balance.heldPaise} /> on hold for{" "}
        {count === 1 ? "1 payout" : `${count}${atLeast} payouts`}
      </h3>
      <ul className="mt-2 grid">
        {shown.map(({ node }) => (
          <OpenPayout key={readFragment(PAYOUT_LINK, node).id} payout={node} />
        ))}
      </ul>
      {count > shown.length && (
        <Link
          to={{ view: "payouts" }}
          className={`mt-1 inline-block text-sm text-accent hover:underline ${HIT_AREA}`}
        >
          {count - shown.length}
          {atLeast} more
        </Link>
      )}
    </div>
  );
}

function OpenPayout({ payout }: { payout: FragmentType<typeof PAYOUT_LINK> }) {
  const { id, status, needsReview, amountPaise, bankAccount } = readFragment(PAYOUT_LINK, payout);
  return (
    <li>
      <Link
        to={{ payout: id }}
        className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-2 py-1.5 text-sm hover:bg-hover pointer-coarse:py-3"
      >
        <span className="min-w-32 flex-1">
          <span className="font-medium">
            <Money paise={amountPaise} />
          </span>{" "}
          <span className="wrap-anywhere">to {bankAccount.accountHolderName}</span>{" "}
          <span className="text-xs whitespace-nowrap text-soft">
            <span aria-hidden="true">••••</span>
            <span className="sr-only">account ending</span> {lastFour(bankAccount)}
          </span>
        </span>
        <StatusBadge status={status} needsReview={needsReview} />
      </Link>
    </li>
  );
}
