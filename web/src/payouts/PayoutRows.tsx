import { readFragment } from "../gql";
import type { PayoutRowFragment } from "../gql/graphql";
import { useIsPhone } from "../layout/useIsNarrow";
import { useIsWide } from "../layout/useIsWide";
import { Link } from "../navigation/Link";
import { useTextOfNow } from "../time/useTextOfNow";
import {
  classes,
  ExactTimes,
  IF_ROOM,
  Money,
  RowTh,
  StatusBadge,
  Table,
  Td,
  Th,
  Time,
} from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { Age } from "./Age";
import { BankAccountLabel } from "./BankAccountLabel";
import { COLUMNS, type Column, namingColumns, USUAL } from "./columns";
import { NextStep } from "./NextStep";
import { payoutName } from "./payoutName";
import { PAYOUT_ROW, type PayoutRowRef } from "./payoutRow";
import { purposeText } from "./purpose";
import { isScheduled, isToApprove } from "./scheduleText";

type Keyed = PayoutRowRef & { id: string; amountPaise: number };

/** Payouts as a table, or as cards on a narrow screen. Each row opens its payout. */
export function PayoutRows({
  payouts,
  fresh,
  open = null,
  isTight = false,
  columns,
}: {
  payouts: Keyed[];
  fresh: ReadonlySet<string>;
  /** The payout that is shown beside the list. */
  open?: string | null;
  /** Without the columns that the open payout tells. */
  isTight?: boolean;
  /** Beyond the payee and the amount; without them the usual ones, as far as there is room. */
  columns?: readonly Column[];
}) {
  const isWide = useIsWide();
  const isUsual = !columns || namingColumns(columns) === "";
  const shown = isTight
    ? TIGHT
    : isUsual
      ? USUAL.filter((it) => it !== "reference" || isWide)
      : columns;
  if (useIsPhone()) {
    return (
      <>
        <ul aria-label="Payouts" className="divide-y divide-line">
          {payouts.map((payout) => (
            <PayoutCard key={payout.id} payout={payout} isFresh={fresh.has(payout.id)} />
          ))}
        </ul>
        <div className="flex items-center justify-between gap-4 px-5 py-1 text-xs text-soft">
          <p>Times in IST</p>
          <ExactTimes />
        </div>
      </>
    );
  }
  return (
    <Table label="Payouts" isFixed isLow>
      <thead>
        <tr>
          {/* Columns by choice may be wider than the page: then the table scrolls, and the payee stays readable. */}
          <Th className={isUsual || isTight ? "" : "w-48"}>To</Th>
          <Th
            isNumeric
            className={amountWidth(
              payouts.map((it) => it.amountPaise),
              isTight,
            )}
          >
            Amount
          </Th>
          {shown.map((column) => (
            <Th key={column} className={classes(WIDTHS[column], isUsual && roomOf(column))}>
              {COLUMNS[column]}
              {IN_IST.includes(column) && " (IST)"}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {payouts.map((payout) => (
          <PayoutTableRow
            key={payout.id}
            payout={payout}
            isFresh={fresh.has(payout.id)}
            isOpen={payout.id === open}
            columns={shown}
            isUsual={isUsual}
          />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { payout: PayoutRowRef; isFresh: boolean };

const TIGHT: readonly Column[] = ["status"];
const WIDTHS: Record<Column, string> = {
  status: "w-36",
  reference: "w-30",
  narration: "w-32",
  purpose: "w-28",
  utr: "w-40 min-[87.5rem]:w-64",
  created: "w-34",
  updated: "w-34",
};
const IN_IST: readonly Column[] = ["created", "updated"];

/** The first usual column to go where there is little room. */
function roomOf(column: Column) {
  return column === "utr" && IF_ROOM;
}

type TableRowProps = RowProps & {
  isOpen: boolean;
  columns: readonly Column[];
  isUsual: boolean;
};

function PayoutTableRow({ payout, isFresh, isOpen, columns, isUsual }: TableRowProps) {
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
        {!columns.includes("reference") && isUsual && <Reference text={row.reference} />}
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
      {columns.map((column) => (
        <Td
          key={column}
          className={classes(
            column === "utr" && "font-mono text-xs break-words",
            isUsual && roomOf(column),
            IN_IST.includes(column) ? "text-soft tabular-nums" : "wrap-anywhere",
          )}
        >
          <Cell column={column} row={row} />
        </Td>
      ))}
    </tr>
  );
}

type CellProps = { column: Column; row: PayoutRowFragment };

function Cell({ column, row }: CellProps) {
  switch (column) {
    case "status":
      return <Status row={row} />;
    case "utr":
      return <NextStep row={row} />;
    case "created":
      return <Created row={row} />;
    case "updated":
      return <Time at={row.updatedAt} />;
    case "purpose":
      return row.purpose && purposeText(row.purpose);
    default:
      return row[column];
  }
}

function Status({ row }: { row: PayoutRowFragment }) {
  const { status, needsReview, returned } = row;
  return (
    <StatusBadge
      status={status}
      needsReview={needsReview}
      isScheduled={isScheduled(row)}
      isToApprove={isToApprove(row)}
      isReturned={Boolean(returned)}
    />
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
          <Status row={row} />
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
