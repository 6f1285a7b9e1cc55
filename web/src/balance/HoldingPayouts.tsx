import { type FragmentType, graphql, readFragment } from "../gql";
import { Link } from "../navigation/Link";
import { HIT_AREA, Money, Time } from "../ui";

const HOLDING_PAYOUT = graphql(`
  fragment HoldingPayout on HeldBy {
    amountPaise
    since
    why
    payout {
      id
      reference
      bankAccount {
        accountHolderName
      }
    }
  }
`);

type Ref = FragmentType<typeof HOLDING_PAYOUT> & { payout: { id: string } };
type Props = { heldPaise: number; othersPaise: number; holds: Ref[] };

/** The payouts that hold money, and why each of them is still open. */
export function HoldingPayouts({ heldPaise, othersPaise, holds }: Props) {
  return (
    <section className="grid gap-3">
      <h3 className="text-sm font-semibold">What holds money</h3>
      {heldPaise === 0 ? (
        <p className="text-sm text-soft">Nothing is on hold.</p>
      ) : (
        <HoldList holds={holds} />
      )}
      {othersPaise > 0 && (
        <p className="text-sm text-soft">
          <Money paise={othersPaise} /> more is on hold for{" "}
          <Link
            to={{ view: "payouts", payout: null, dialog: null }}
            className={`text-accent hover:underline ${HIT_AREA}`}
          >
            other payouts
          </Link>
          .
        </p>
      )}
    </section>
  );
}

export function HoldList({ holds }: { holds: Ref[] }) {
  return (
    <ul className="grid gap-3">
      {holds.map((hold) => (
        <li key={hold.payout.id}>
          <Hold hold={hold} />
        </li>
      ))}
    </ul>
  );
}

function Hold({ hold }: { hold: Ref }) {
  const { amountPaise, since, why, payout } = readFragment(HOLDING_PAYOUT, hold);
  return (
    <div className="grid gap-0.5 border-l-2 border-line pl-3 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link
          to={{ payout: payout.id, dialog: null }}
          className={`wrap-anywhere underline ${HIT_AREA}`}
        >
          <Money paise={amountPaise} /> to {payout.bankAccount.accountHolderName}
        </Link>
        <span className="text-xs whitespace-nowrap text-soft">
          since <Time at={since} />
        </span>
      </p>
      {payout.reference && <p className="wrap-anywhere text-soft">{payout.reference}</p>}
      <p className="text-pretty text-soft">{why}</p>
    </div>
  );
}
