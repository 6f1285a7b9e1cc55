import { type FragmentType, graphql, readFragment } from "../gql";
import { ENTRY_TYPE_TEXT } from "../ledger/entryTypes";
import { Money } from "../ui";

const PAYOUT_ENTRIES = graphql(`
  fragment PayoutEntries on Payout {
    ledgerEntries {
      id
      sequence
      entryType
      amountPaise
      availableAfterPaise
      createdAt
    }
  }
`);

/** The payout's ledger entries, in posting order. */
export function PayoutEntries({ payout }: { payout: FragmentType<typeof PAYOUT_ENTRIES> }) {
  const entries = readFragment(PAYOUT_ENTRIES, payout).ledgerEntries;
  const inOrder = [...entries].sort((a, b) => a.sequence - b.sequence);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Ledger entries of this payout</caption>
      <thead className="text-xs text-soft">
        <tr>
          <th scope="col" className="pb-1 text-left font-medium">
            Entry
          </th>
          <th scope="col" className="pb-1 pl-4 text-right font-medium">
            Amount
          </th>
          <th scope="col" className="pb-1 pl-4 text-right font-medium max-sm:hidden">
            Balance
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {inOrder.map(({ id, sequence, entryType, amountPaise, availableAfterPaise }) => (
          <tr key={id}>
            <th scope="row" className="py-2 text-left font-normal">
              {ENTRY_TYPE_TEXT[entryType]} <span className="text-soft">#{sequence}</span>
            </th>
            <td className="py-2 pl-4 text-right">
              <Money paise={amountPaise} isSigned />
            </td>
            <td className="py-2 pl-4 text-right text-soft max-sm:hidden">
              <Money paise={availableAfterPaise} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
