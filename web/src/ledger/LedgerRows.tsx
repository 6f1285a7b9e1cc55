import { type FragmentType, graphql, readFragment } from "../gql";
import type { LedgerEntryType, LedgerRowFragment } from "../gql/graphql";
import { useIsPhone } from "../layout/useIsNarrow";
import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { isoTime, longDayText } from "../time/india";
import {
  Badge,
  classes,
  Dotted,
  ExactTimes,
  HIT_AREA,
  IF_NO_ROOM,
  IF_ROOM,
  Money,
  RowTh,
  Table,
  Td,
  Th,
  Time,
} from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { ENTRY_TYPE_TEXT } from "./entryTypes";

export const LEDGER_ROW = graphql(`
  fragment LedgerRow on LedgerEntry {
    id
    sequence
    entryType
    amountPaise
    availableAfterPaise
    totalAfterPaise
    description
    reference
    createdAt
    feePayoutId
    inwardPayment {
      id
      reversed {
        at
      }
    }
    payout {
      id
      amountPaise
      bankAccount {
        accountHolderName
      }
    }
    payoutReturn {
      payout {
        id
        amountPaise
        bankAccount {
          accountHolderName
        }
      }
    }
  }
`);

type Row = LedgerRowFragment;
type Ref = FragmentType<typeof LEDGER_ROW>;
type Keyed = Ref & { id: string };

/** The balance after an entry: holds move available, and the total is what adds up without them. */
const AFTER = {
  available: { label: "Available after", of: (row: Row) => row.availableAfterPaise },
  total: { label: "Total after", of: (row: Row) => row.totalAfterPaise },
};
type After = keyof typeof AFTER;

type Props = { entries: Keyed[]; after: After };

/** Entries as a table, or as cards on a narrow screen. */
export function LedgerRows({ entries, after }: Props) {
  if (useIsPhone()) {
    return (
      <>
        <ul aria-label="Ledger entries" className="divide-y divide-line">
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} after={after} />
          ))}
        </ul>
        <div className="flex items-center justify-between gap-4 px-5 py-1 text-xs text-soft">
          <p>Times in IST</p>
          <ExactTimes />
        </div>
      </>
    );
  }
  const rows = entries.map((entry) => readFragment(LEDGER_ROW, entry));
  const width = amountWidth(rows.flatMap((it) => [it.amountPaise, AFTER[after].of(it)]));
  return (
    <Table label="Ledger entries" isFixed isLow>
      <thead>
        <tr>
          <Th isNumeric className="w-18">
            #
          </Th>
          <Th className="w-32">Date (IST)</Th>
          <Th>Entry</Th>
          <Th className={classes("w-36 lg:w-44", IF_ROOM)}>Payout to</Th>
          <Th isNumeric className={width}>
            Amount
          </Th>
          <Th isNumeric className={width}>
            {AFTER[after].label}
          </Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryTableRow key={entry.id} entry={entry} after={after} />
        ))}
      </tbody>
    </Table>
  );
}

function EntryTableRow({ entry, after }: { entry: Ref; after: After }) {
  const row = readFragment(LEDGER_ROW, entry);
  const payout = payoutOf(row);
  return (
    <tr>
      <RowTh isNumeric className="text-xs/5 text-soft">
        {row.sequence}
      </RowTh>
      <Td className="text-soft tabular-nums">
        <Time at={row.createdAt} />
      </Td>
      <Td>
        {ENTRY_TYPE_TEXT[row.entryType]}
        <Recalled row={row} />
        <Reference reference={row.reference} />
        <Description row={row} />
        <FeeLink row={row} />
        {payout && (
          <span className={IF_NO_ROOM}>
            <PayoutLink payout={payout} at={row.createdAt} />
          </span>
        )}
      </Td>
      <Td className={IF_ROOM}>{payout && <PayoutLink payout={payout} at={row.createdAt} />}</Td>
      <Td isNumeric className="font-medium">
        <EntryAmount row={row} hasSoftPaise />
      </Td>
      <Td isNumeric className="text-soft">
        <Money paise={AFTER[after].of(row)} hasSoftPaise />
      </Td>
    </tr>
  );
}

function EntryCard({ entry, after }: { entry: Ref; after: After }) {
  const row = readFragment(LEDGER_ROW, entry);
  const payout = payoutOf(row);
  return (
    <li className="grid gap-1 px-5 py-3.5 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>
          {ENTRY_TYPE_TEXT[row.entryType]}
          <Recalled row={row} />
        </span>
        <span className="ml-auto font-medium">
          <EntryAmount row={row} />
        </span>
      </div>
      {payout && (
        <div className="text-xs">
          <PayoutLink payout={payout} at={row.createdAt} isInText />
        </div>
      )}
      <Reference reference={row.reference} />
      <Description row={row} />
      <FeeLink row={row} />
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-soft">
        <Dotted>
          <span>#{row.sequence}</span>
          <Time at={row.createdAt} />
        </Dotted>
        <span>
          {AFTER[after].label} <Money paise={AFTER[after].of(row)} />
        </span>
      </div>
    </li>
  );
}

/** A released hold adds to available, and is no income. */
function EntryAmount({ row, hasSoftPaise = false }: { row: Row; hasSoftPaise?: boolean }) {
  const isIncome = row.entryType !== "PAYOUT_RELEASE";
  return <Money paise={row.amountPaise} isSigned isIncome={isIncome} hasSoftPaise={hasSoftPaise} />;
}

/** Longer descriptions are folded: an operator may have written 500 letters. */
const LONG = 120;

/** Shown unless it repeats the type. */
function Description({ row }: { row: { entryType: LedgerEntryType; description: string } }) {
  const { entryType, description } = row;
  if (description === ENTRY_TYPE_TEXT[entryType]) return null;
  if (description.length <= LONG)
    return <span className="block text-xs wrap-anywhere text-soft">{description}</span>;
  return (
    <details className="group text-xs wrap-anywhere text-soft">
      <summary className="rounded py-1 group-open:hidden pointer-coarse:py-3.5">
        {description.slice(0, LONG - 20)}… <span className="text-accent">more</span>
      </summary>
      {description}
    </details>
  );
}

/** A payment that was taken back later: its entry stays as it was. */
function Recalled({ row }: { row: Row }) {
  if (!row.inwardPayment?.reversed) return null;
  return (
    <>
      {" "}
      <Badge text="Reversed" kind="strong" />
    </>
  );
}

/** The reference of a payment: the FIRC's or invoice's number under which it was recorded. */
function Reference({ reference }: { reference?: string | null }) {
  if (!reference) return null;
  return <span className="block text-xs wrap-anywhere text-soft">Reference {reference}</span>;
}

/** A fee's entry names no payout: what was charged does. */
function FeeLink({ row }: { row: Row }) {
  const { feePayoutId: payoutId, entryType, amountPaise, createdAt } = row;
  if (!payoutId) return null;
  const amount = formatRupees(Math.abs(amountPaise));
  return (
    <Link
      to={{ payout: payoutId }}
      // In a list of links each says which one it is.
      aria-label={`The payout: ${ENTRY_TYPE_TEXT[entryType]} of ${amount}, ${longDayText(createdAt)}, ${isoTime(createdAt)}`}
      className={`${HIT_AREA} inline-block rounded text-xs text-accent underline underline-offset-2`}
    >
      The payout
    </Link>
  );
}

/** The entry of a return does not name its payout: its return does. */
function payoutOf({ payout, payoutReturn }: Row): LinkedPayout | null {
  return payout ?? payoutReturn?.payout ?? null;
}

type LinkedPayout = { id: string; amountPaise: number; bankAccount: { accountHolderName: string } };

type LinkProps = { payout: LinkedPayout; at: string; isInText?: boolean };

function PayoutLink({ payout, at, isInText = false }: LinkProps) {
  const payee = payout.bankAccount.accountHolderName;
  return (
    <Link
      to={{ payout: payout.id }}
      aria-label={`${payee}: payout of ${formatRupees(payout.amountPaise)}, ${longDayText(at)}, ${isoTime(at)}`}
      className={classes(
        "rounded text-accent underline-offset-2 wrap-anywhere",
        isInText
          ? `${HIT_AREA} inline-block underline`
          : "line-clamp-2 min-h-6 pointer-coarse:min-h-11 hover:underline print:line-clamp-none",
      )}
    >
      {payee}
    </Link>
  );
}
