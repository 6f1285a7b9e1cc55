import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Age } from "../payouts/Age";
import { BankAccountLabel } from "../payouts/BankAccountLabel";
import { payoutName } from "../payouts/payoutName";
import { useTextOfNow } from "../time/useTextOfNow";
import { Badge, Money, RowTh, Table, Td, Th, Time } from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { type AttentionRow, KIND, keyOf } from "./attention";
import { NextAction } from "./NextAction";

/** The queue as a table, or as cards on a narrow screen. Each row opens its payout, with its merchant. */
export function AttentionRows({ rows }: { rows: AttentionRow[] }) {
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="What needs you" className="divide-y divide-line">
          {rows.map((row) => (
            <AttentionCard key={keyOf(row)} row={row} />
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="What needs you" isFixed>
      <thead>
        <tr>
          <Th className="w-60">Problem</Th>
          <Th>To</Th>
          <Th isNumeric className={amountWidth(rows.map(({ payout }) => payout.amountPaise))}>
            Amount
          </Th>
          <Th className="w-28">Since (IST)</Th>
          <Th className="w-42">
            <span className="sr-only">Action</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <AttentionTableRow key={keyOf(row)} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function AttentionTableRow({ row }: { row: AttentionRow }) {
  return (
    // The link to the payout covers the row; whatever else can be pressed lies above it.
    <tr className="relative transition-colors hover:bg-hover">
      <Td>
        <Problem row={row} />
      </Td>
      <RowTh className="overflow-hidden">
        <Payee row={row} />
      </RowTh>
      <Td isNumeric className="font-medium">
        <PayoutAmount row={row} />
      </Td>
      <Td className="text-soft tabular-nums">
        <Since row={row} />
      </Td>
      <Td className="print:hidden">
        <NextAction row={row} />
      </Td>
    </tr>
  );
}

function AttentionCard({ row }: { row: AttentionRow }) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 px-5 py-3.5 text-sm hover:bg-hover">
      <span className="text-base font-medium">
        <PayoutAmount row={row} />
      </span>
      <span className="text-right text-soft tabular-nums">
        <Since row={row} />
      </span>
      <span className="col-span-2">
        <Payee row={row} />
      </span>
      <span className="col-span-2">
        <Problem row={row} />
      </span>
      <span className="col-span-2 empty:hidden print:hidden">
        <NextAction row={row} />
      </span>
    </li>
  );
}

function Problem({ row }: { row: AttentionRow }) {
  return (
    <>
      <Badge {...KIND[row.kind]} />
      <span className="mt-1 block text-pretty wrap-anywhere text-soft">{row.reason}</span>
    </>
  );
}

/** The payee, and the merchant whose money it is. */
function Payee({ row: { payout } }: { row: AttentionRow }) {
  return (
    <>
      <BankAccountLabel account={payout.bankAccount} />
      <span className="flex items-baseline gap-1 wrap-anywhere">
        <span className="text-soft">For</span>{" "}
        <Link
          to={{ merchant: payout.merchant.id, view: "overview" }}
          className="relative z-1 min-w-0 py-1 text-accent underline-offset-4 hover:underline pointer-coarse:py-3"
        >
          {payout.merchant.name}
        </Link>
      </span>
    </>
  );
}

function PayoutAmount({ row: { payout } }: { row: AttentionRow }) {
  const { filters } = useLocation();
  const name = useTextOfNow((now) => payoutName(payout, now));
  return (
    <Link
      to={{ merchant: payout.merchant.id, payout: payout.id, dialog: null, filters }}
      aria-label={`${name}, for ${payout.merchant.name}`}
      className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      <Money paise={payout.amountPaise} />
    </Link>
  );
}

function Since({ row: { since } }: { row: AttentionRow }) {
  return (
    <>
      <Time at={since} />
      <span className="block text-xs">
        <Age at={since} />
      </span>
    </>
  );
}
