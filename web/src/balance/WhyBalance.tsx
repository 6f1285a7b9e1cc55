import { useFollowed } from "../api";
import { closeDialog } from "../forms/FormDialog";
import { graphql } from "../gql";
import type { WhyBalanceQuery } from "../gql/graphql";
import { ENTRY_TYPE_TEXT } from "../ledger/entryTypes";
import { Dialog, ErrorState, Money, SkeletonRows, Time } from "../ui";
import { EnoughFor } from "./EnoughFor";
import { HoldingPayouts } from "./HoldingPayouts";
import { WaitingOrders } from "./WaitingOrders";

const WHY_BALANCE = graphql(`
  query WhyBalance($merchantId: ID!) {
    revision(merchantId: $merchantId)
    explainBalance(merchantId: $merchantId) {
      __typename
      ... on BalanceExplanation {
        sequence
        at
        availablePaise
        heldPaise
        totalPaise
        lines {
          entryType
          count
          sumPaise
        }
        ...WaitingOrders
        heldBy(first: 20) {
          heldByOthersPaise
          holds {
            ...HoldingPayout
            payout {
              id
            }
          }
        }
      }
    }
  }
`);

type Explanation = Extract<WhyBalanceQuery["explainBalance"], { __typename: "BalanceExplanation" }>;

/** What the balance is made of, what holds part of it, and whether it is enough for an amount. */
export function WhyBalance({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useFollowed(WHY_BALANCE, { merchantId });
  const found = data?.explainBalance;
  return (
    <Dialog title="Why this balance?" place="side" onClose={closeDialog}>
      {found?.__typename === "BalanceExplanation" ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
          <Lines of={found} />
          <HoldingPayouts
            heldPaise={found.heldPaise}
            othersPaise={found.heldBy.heldByOthersPaise}
            holds={found.heldBy.holds}
          />
          <WaitingOrders of={found} />
          <EnoughFor merchantId={merchantId} />
        </div>
      ) : error ? (
        <ErrorState what="the balance" error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows what="the balance" count={6} />
      )}
    </Dialog>
  );
}

/** A sum, as on a receipt: the entries of each type, and what they come to. */
function Lines({ of }: { of: Explanation }) {
  return (
    <section className="grid gap-3">
      {/* Else the focus would start on the field at the end. */}
      <p data-autofocus tabIndex={-1} className="text-sm text-soft outline-none">
        {of.at ? (
          <>
            Every entry of the ledger up to #{of.sequence.toLocaleString("en-IN")}, written{" "}
            <Time at={of.at} hasZone />.
          </>
        ) : (
          "The ledger has no entries yet."
        )}
      </p>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">What the balance is made of</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Entries</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map(({ entryType, count, sumPaise }) => (
            <tr key={entryType} className="border-b border-line">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                {ENTRY_TYPE_TEXT[entryType]}{" "}
                <span className="whitespace-nowrap text-soft">
                  × {count.toLocaleString("en-IN")}
                </span>
              </th>
              <td className="py-2 text-right">
                {typeof sumPaise === "number" ? (
                  <Money paise={sumPaise} isSigned isIncome={false} />
                ) : (
                  "Too large to show"
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <Sum name="Available" paise={of.availablePaise} isMain />
          <Sum name="On hold" paise={of.heldPaise} />
          <Sum name="Total" paise={of.totalPaise} />
        </tfoot>
      </table>
    </section>
  );
}

function Sum(props: { name: string; paise: number; isMain?: boolean }) {
  const { name, paise, isMain = false } = props;
  return (
    <tr className={isMain ? "font-semibold" : "text-soft"}>
      <th scope="row" className={`pt-2 pr-3 text-left ${isMain ? "font-semibold" : "font-normal"}`}>
        {name}
      </th>
      <td className="pt-2 text-right">
        <Money paise={paise} />
      </td>
    </tr>
  );
}
