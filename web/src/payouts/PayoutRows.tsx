import { readFragment } from "../gql";
import type { MoneyIs } from "../gql/graphql";
import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { classes, Money, StatusBadge, Table, Td, Th } from "../ui";
import { Age, NextCheck } from "./Age";
import { BankAccountLabel } from "./BankAccountLabel";
import { fundLocationShort } from "./fundLocation";
import { PAYOUT_ROW, type PayoutRowRef } from "./payoutRow";

type Keyed = PayoutRowRef & { id: string };

/** Payouts as a table, or as cards on a narrow screen. Each row opens its payout. */
export function PayoutRows({ payouts, fresh }: { payouts: Keyed[]; fresh: ReadonlySet<string> }) {
  if (useIsNarrow()) {
    return (
      <ul className="divide-y divide-line">
        {payouts.map((payout) => (
          <PayoutCard key={payout.id} payout={payout} isFresh={fresh.has(payout.id)} />
        ))}
      </ul>
    );
  }
  return (
    <Table label="Payouts">
      <thead>
        <tr>
          <Th isNumeric className="w-px">
            Amount
          </Th>
          <Th>Status</Th>
          <Th>To</Th>
          <Th isNumeric>Attempts</Th>
          <Th>UTR</Th>
          <Th isNumeric>Created</Th>
        </tr>
      </thead>
      <tbody>
        {payouts.map((payout) => (
          <PayoutTableRow key={payout.id} payout={payout} isFresh={fresh.has(payout.id)} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { payout: PayoutRowRef; isFresh: boolean };

function PayoutTableRow({ payout, isFresh }: RowProps) {
  const row = readFragment(PAYOUT_ROW, payout);
  return (
    // The link in the first cell covers the row.
    <tr className={classes("relative", rowClasses(isFresh))}>
      <Td isNumeric className="font-medium">
        <Link
          to={{ payout: row.id }}
          className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <Money paise={row.amountPaise} />
        </Link>
      </Td>
      <Td>
        <StatusBadge status={row.status} needsReview={row.needsReview} />
      </Td>
      <Td className="max-w-64">
        <BankAccountLabel account={row.bankAccount} />
      </Td>
      <Td isNumeric>{row.attemptCount || <None />}</Td>
      <Td className="font-mono text-xs">
        <Reference row={row} />
      </Td>
      <Td isNumeric className="text-soft">
        <Age at={row.createdAt} />
      </Td>
    </tr>
  );
}

function PayoutCard({ payout, isFresh }: RowProps) {
  const row = readFragment(PAYOUT_ROW, payout);
  return (
    <li>
      <Link
        to={{ payout: row.id }}
        className={classes(
          "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1.5 px-5 py-3.5 text-sm -outline-offset-2",
          rowClasses(isFresh),
        )}
      >
        <span className="text-base font-medium">
          <Money paise={row.amountPaise} />
        </span>
        <span className="justify-self-end">
          <StatusBadge status={row.status} needsReview={row.needsReview} />
        </span>
        <BankAccountLabel account={row.bankAccount} />
        <span className="grid justify-items-end self-start justify-self-end text-soft">
          <Age at={row.createdAt} />
          {row.attemptCount > 1 && <span className="text-xs">{row.attemptCount} attempts</span>}
        </span>
        <span className="col-span-2 font-mono text-xs break-words empty:hidden">
          <Reference row={row} isCard />
        </span>
      </Link>
    </li>
  );
}

function rowClasses(isFresh: boolean): string {
  return classes("transition-colors duration-300", isFresh ? "bg-accent-quiet" : "hover:bg-hover");
}

type ReferenceRow = {
  bankReferenceId?: string | null;
  nextAttemptAt?: string | null;
  failureReason?: string | null;
  status: string;
  needsReview: boolean;
  moneyIs: MoneyIs;
};

/** The UTR of a paid payout, the reason of a failed one, or the next step of an open one. */
function Reference({ row, isCard = false }: { row: ReferenceRow; isCard?: boolean }) {
  if (row.bankReferenceId) return row.bankReferenceId;
  if (row.failureReason) {
    return (
      <span
        className={isCard ? "font-sans text-soft" : "line-clamp-2 max-w-72 font-sans text-soft"}
      >
        {row.failureReason}
      </span>
    );
  }
  if (row.status === "PROCESSING" && row.nextAttemptAt) {
    return (
      <span className="font-sans text-soft">
        {row.needsReview && `${fundLocationShort(row.moneyIs)}. `}
        <NextCheck at={row.nextAttemptAt} />
      </span>
    );
  }
  if (row.status === "PROCESSING")
    return <span className="font-sans text-soft">With the bank</span>;
  return isCard ? null : <None />;
}

function None() {
  return (
    <span className="text-soft">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
