import { type FragmentType, graphql, readFragment } from "../gql";
import type { LedgerEntryType } from "../gql/graphql";
import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { Money, Table, Td, Th, Time } from "../ui";
import { ENTRY_TYPE_TEXT } from "./entryTypes";

export const LEDGER_ROW = graphql(`
  fragment LedgerRow on LedgerEntry {
    id
    sequence
    entryType
    amountPaise
    availableAfterPaise
    description
    payoutId
    createdAt
    payout {
      bankAccount {
        accountHolderName
      }
    }
  }
`);

type Ref = FragmentType<typeof LEDGER_ROW>;
type Keyed = Ref & { id: string };

/** Entries as a table, or as cards on a narrow screen. */
export function LedgerRows({ entries }: { entries: Keyed[] }) {
  if (useIsNarrow()) {
    return (
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </ul>
    );
  }
  return (
    <Table label="Ledger entries">
      <thead>
        <tr>
          <Th isNumeric className="w-px">
            #
          </Th>
          <Th>Time</Th>
          <Th>Entry</Th>
          <Th>Payout</Th>
          <Th isNumeric>Amount</Th>
          <Th isNumeric>Balance</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryTableRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function EntryTableRow({ entry }: { entry: Ref }) {
  const row = readFragment(LEDGER_ROW, entry);
  return (
    <tr>
      <Td isNumeric className="text-soft">
        {row.sequence}
      </Td>
      <Td className="text-soft">
        <Time at={row.createdAt} isExact />
      </Td>
      <Td className="min-w-48">
        {ENTRY_TYPE_TEXT[row.entryType]}
        <Description row={row} />
      </Td>
      <Td>
        {row.payoutId && (
          <PayoutLink id={row.payoutId} payee={row.payout?.bankAccount.accountHolderName} />
        )}
      </Td>
      <Td isNumeric className="font-medium">
        <Money paise={row.amountPaise} isSigned />
      </Td>
      <Td isNumeric className="text-soft">
        <Money paise={row.availableAfterPaise} />
      </Td>
    </tr>
  );
}

function EntryCard({ entry }: { entry: Ref }) {
  const row = readFragment(LEDGER_ROW, entry);
  return (
    <li className="grid gap-1 px-5 py-3.5 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>{ENTRY_TYPE_TEXT[row.entryType]}</span>
        <span className="ml-auto font-medium">
          <Money paise={row.amountPaise} isSigned />
        </span>
      </div>
      <Description row={row} />
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-soft">
        <span>
          #{row.sequence} · <Time at={row.createdAt} />
          {row.payoutId && (
            <>
              {" · "}
              <PayoutLink id={row.payoutId} payee={row.payout?.bankAccount.accountHolderName} />
            </>
          )}
        </span>
        <span>
          Balance <Money paise={row.availableAfterPaise} />
        </span>
      </div>
    </li>
  );
}

/** Shown unless it repeats the type. An operator may have written 500 letters without a space. */
function Description({ row }: { row: { entryType: LedgerEntryType; description: string } }) {
  if (row.description === ENTRY_TYPE_TEXT[row.entryType]) return null;
  return (
    <span title={row.description} className="line-clamp-3 text-xs wrap-anywhere text-soft">
      {row.description}
    </span>
  );
}

function PayoutLink({ id, payee }: { id: string; payee: string | undefined }) {
  // Ids begin with their time, so only their ends differ visibly.
  const ending = id.slice(-8);
  return (
    <Link
      to={{ payout: id }}
      aria-label={`Payout ${ending}${payee ? ` to ${payee}` : ""}`}
      className="rounded wrap-anywhere text-accent underline-offset-2 hover:underline"
    >
      {payee ?? `…${ending}`}
    </Link>
  );
}
