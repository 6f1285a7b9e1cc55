import { useState } from "react";
import { LoadMore } from "../layout/LoadMore";
import { useIsPhone } from "../layout/useIsNarrow";
import { ENTRY_TYPE_TEXT } from "../ledger/entryTypes";
import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { isoTime, longDayText } from "../time/india";
import { Dotted, HIT_AREA, Money, RowTh, Table, Td, Th, Time } from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { movesMoney, type StatementEntry, typeOf } from "./statement";

const PAGE = 100;

type Props = { entries: StatementEntry[]; hasHolds: boolean };

/** In the order of the ledger. Without the holds the balance after each is the total, which adds up without them. */
export function StatementRows({ entries, hasHolds }: Props) {
  const [shown, setShown] = useState(PAGE);
  const rows = entries.slice(0, shown);
  const isPhone = useIsPhone();
  const after = hasHolds ? "Available after" : "Balance";
  const of = (entry: StatementEntry) => entry.available_paise + (hasHolds ? 0 : entry.held_paise);
  return (
    <>
      {isPhone ? <Cards {...{ rows, after, of }} /> : <Rows {...{ rows, after, of }} />}
      <LoadMore
        what={entries.length === 1 ? "entry" : "entries"}
        shown={rows.length}
        total={entries.length}
        hasMore={shown < entries.length}
        isLoading={false}
        error={null}
        onLoadMore={() => setShown((now) => now + PAGE)}
      />
    </>
  );
}

type RowsProps = { rows: StatementEntry[]; after: string; of: (entry: StatementEntry) => number };

function Rows({ rows, after, of }: RowsProps) {
  const width = amountWidth(rows.flatMap((it) => [it.amount_paise, of(it)]));
  return (
    <Table label="Entries" isFixed isLow>
      <thead>
        <tr>
          <Th className="w-36">Date (IST)</Th>
          <Th>Entry</Th>
          <Th isNumeric className={width}>
            In
          </Th>
          <Th isNumeric className={width}>
            Out
          </Th>
          <Th isNumeric className={width}>
            {after}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            <RowTh className="text-soft tabular-nums">
              <Time at={entry.created_at} />
            </RowTh>
            <Td className="wrap-anywhere">
              <What entry={entry} />
            </Td>
            <Td isNumeric>{entry.amount_paise > 0 && <Money paise={entry.amount_paise} />}</Td>
            <Td isNumeric>{entry.amount_paise < 0 && <Money paise={-entry.amount_paise} />}</Td>
            <Td isNumeric className="text-soft">
              <Money paise={of(entry)} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Cards({ rows, after, of }: RowsProps) {
  return (
    <>
      <ul aria-label="Entries" className="divide-y divide-line">
        {rows.map((entry) => (
          <li key={entry.id} className="grid gap-1 px-5 py-3.5 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <div className="min-w-0 flex-1 basis-40 wrap-anywhere">
                <What entry={entry} />
              </div>
              <span className="ml-auto font-medium">
                <Money paise={entry.amount_paise} isSigned isIncome={movesMoney(entry)} />
              </span>
            </div>
            <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-soft">
              <Time at={entry.created_at} />
              <span>
                {after} <Money paise={of(entry)} />
              </span>
            </div>
          </li>
        ))}
      </ul>
      <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
    </>
  );
}

function What({ entry }: { entry: StatementEntry }) {
  const { payout_id, account_number_masked, utr, reference, description } = entry;
  const type = ENTRY_TYPE_TEXT[typeOf(entry)];
  // The sentence of a paid payout repeats its UTR.
  const isKnown = description === type || (utr !== null && description.includes(utr));
  const said = isKnown ? null : description || null;
  return (
    <>
      {payout_id ? (
        <Link
          to={{ payout: payout_id }}
          aria-label={`${type}: ${formatRupees(Math.abs(entry.amount_paise))}, ${longDayText(entry.created_at)}, ${isoTime(entry.created_at)}`}
          className={`${HIT_AREA} inline-block rounded text-accent underline-offset-2 hover:underline max-md:underline`}
        >
          {type}
        </Link>
      ) : (
        type
      )}
      <span className="block text-xs text-soft">
        <Dotted>
          {account_number_masked && <span>{account_number_masked}</span>}
          {reference ? <span>{reference}</span> : null}
          {utr && <span>UTR {utr}</span>}
          {said && <span>{said}</span>}
        </Dotted>
      </span>
    </>
  );
}
