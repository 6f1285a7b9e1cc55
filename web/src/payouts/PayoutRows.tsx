import { readFragment } from "../gql";
import { useIsPhone } from "../layout/useIsNarrow";
import { useIsWide } from "../layout/useIsWide";
import { Link } from "../navigation/Link";
import { useTextOfNow } from "../time/useTextOfNow";
import { classes, IF_ROOM, Money, RowTh, StatusBadge, Table, Td, Th, Time } from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { Age } from "./Age";
import { BankAccountLabel } from "./BankAccountLabel";
import { NextStep } from "./NextStep";
import { payoutName } from "./payoutName";
import { PAYOUT_ROW, type PayoutRowRef } from "./payoutRow";

type Keyed = PayoutRowRef & { id: string; amountPaise: number };

/** Payouts as a table, or as cards on a narrow screen. Each row opens its payout. */
export function PayoutRows({
  payouts,
  fresh,
  open = null,
  isTight = false,
}: {
  payouts: Keyed[];
  fresh: ReadonlySet<string>;
  /** The payout that is shown beside the list. */
  open?: string | null;
  /** Without the columns that the open payout tells. */
  isTight?: boolean;
}) {
  const isWide = useIsWide() && !isTight;
  if (useIsPhone()) {
    return (
      <>
        <ul aria-label="Payouts" className="divide-y divide-line">
          {payouts.map((payout) => (
            <PayoutCard key={payout.id} payout={payout} isFresh={fresh.has(payout.id)} />
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Payouts" isFixed isLow>
      <thead>
        <tr>
          <Th>To</Th>
          <Th isNumeric className={amountWidth(payouts.map((it) => it.amountPaise))}>
            Amount
          </Th>
          <Th className="w-36">Status</Th>
          {isWide && <Th className="w-30">Reference</Th>}
          {!isTight && <Th className={classes("w-40", IF_ROOM)}>UTR or reason</Th>}
          {!isTight && <Th className="w-34">Created (IST)</Th>}
        </tr>
      </thead>
      <tbody>
        {payouts.map((payout) => (
          <PayoutTableRow
            key={payout.id}
            payout={payout}
            isFresh={fresh.has(payout.id)}
            isOpen={payout.id === open}
            isTight={isTight}
            isWide={isWide}
          />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { payout: PayoutRowRef; isFresh: boolean };

type TableRowProps = RowProps & { isOpen: boolean; isTight: boolean; isWide: boolean };

function PayoutTableRow({ payout, isFresh, isOpen, isTight, isWide }: TableRowProps) {
  const row = readFragment(PAYOUT_ROW, payout);
  const name = useTextOfNow((now) => payoutName(row, now));
  return (
    // The link covers the row.
    <tr
      className={classes(
        "relative",
        rowClasses(isFresh),
        isOpen && "bg-accent-quiet outline-2 -outline-offset-2 outline-accent",
      )}
    >
      <RowTh className="overflow-hidden">
        <BankAccountLabel account={row.bankAccount} isShort />
        {!isWide && <Reference text={row.reference} />}
      </RowTh>
      <Td isNumeric className="font-medium">
        <Link
          to={{ payout: row.id }}
          aria-label={name}
          aria-current={isOpen ? "true" : undefined}
          className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <Money paise={row.amountPaise} hasSoftPaise />
        </Link>
      </Td>
      <Td>
        <StatusBadge status={row.status} needsReview={row.needsReview} />
      </Td>
      {isWide && <Td className="wrap-anywhere">{row.reference}</Td>}
      {!isTight && (
        <Td className={classes("font-mono text-xs break-words", IF_ROOM)}>
          <NextStep row={row} />
        </Td>
      )}
      {!isTight && (
        <Td className="text-soft tabular-nums">
          <Created row={row} />
        </Td>
      )}
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
          "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 px-5 py-3.5 text-sm -outline-offset-2",
          rowClasses(isFresh),
        )}
      >
        <span className="text-base font-medium">
          <Money paise={row.amountPaise} />
        </span>
        <span className="justify-self-end">
          <StatusBadge status={row.status} needsReview={row.needsReview} />
        </span>
        <span className="min-w-0">
          <BankAccountLabel account={row.bankAccount} isShort />
          <Reference text={row.reference} />
        </span>
        <span className="text-right text-soft">
          <Created row={row} />
        </span>
        <span className="col-span-2 font-mono text-xs break-words empty:hidden">
          <NextStep row={row} isCard />
        </span>
      </Link>
    </li>
  );
}

/** Where there is no room for a column of its own. */
function Reference({ text }: { text: string | null | undefined }) {
  return text ? (
    <span className="block text-xs font-normal wrap-anywhere text-soft">
      <span className="sr-only">Reference </span>
      {text}
    </span>
  ) : null;
}

/** The date; for a payout that is still open also its age. */
function Created({ row }: { row: { createdAt: string; status: string } }) {
  const isOpen = row.status === "PENDING" || row.status === "PROCESSING";
  return (
    <>
      <Time at={row.createdAt} />
      {isOpen && (
        <span className="block text-xs">
          <Age at={row.createdAt} />
        </span>
      )}
    </>
  );
}

function rowClasses(isFresh: boolean): string {
  return classes("transition-colors duration-300", isFresh ? "bg-accent-quiet" : "hover:bg-hover");
}
