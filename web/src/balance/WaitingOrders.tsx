import { type FragmentType, graphql, readFragment } from "../gql";
import { Link } from "../navigation/Link";
import { HIT_AREA, Money } from "../ui";

const WAITING_ORDERS = graphql(`
  fragment WaitingOrders on BalanceExplanation {
    promisedPaise
    orders(first: 5) {
      totalCount
      edges {
        node {
          id
          amountPaise
          reference
          bankAccount {
            accountHolderName
          }
        }
      }
    }
  }
`);

/** The payout orders that wait for money. They hold none: whoever comes first may spend it. */
export function WaitingOrders({ of }: { of: FragmentType<typeof WAITING_ORDERS> }) {
  const { promisedPaise, orders } = readFragment(WAITING_ORDERS, of);
  const others = orders.totalCount - orders.edges.length;
  if (orders.totalCount === 0) return null;
  return (
    <section className="grid gap-3">
      <h3 className="text-sm font-semibold">What waits for money</h3>
      <p className="text-sm text-soft">
        <Link
          to={{ view: "payouts/orders", payout: null, dialog: null }}
          className={`text-accent hover:underline ${HIT_AREA}`}
        >
          Payout orders
        </Link>{" "}
        of <Money paise={promisedPaise} /> are paid once the money is there. They hold nothing.
      </p>
      <ul className="grid gap-3">
        {orders.edges.map(({ node }) => (
          <li key={node.id} className="border-l-2 border-line pl-3 text-sm wrap-anywhere">
            <Money paise={node.amountPaise} /> to {node.bankAccount.accountHolderName}
            {node.reference && <span className="text-soft"> · {node.reference}</span>}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <p className="text-sm text-soft">And {others.toLocaleString("en-IN")} more.</p>
      )}
    </section>
  );
}
