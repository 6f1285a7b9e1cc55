import { useIsPhone } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { BankAccountLabel } from "../payouts/BankAccountLabel";
import { Badge, HIT_AREA, Money, ReviewBadge, RowTh, Table, Td, Th } from "../ui";
import { RETURNED_TEXT } from "../ui/StatusBadge";
import type { Batch } from "./BatchPage";
import { rowLook } from "./progress";

type Row = Batch["rows"][number];

/** A batch's rows, each with its payout, or why it has none. */
export function BatchRows({ rows }: { rows: Row[] }) {
  if (useIsPhone()) {
    return (
      <ul aria-label="Rows of the batch" className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.number} className="grid gap-1 px-5 py-3.5 text-sm">
            <span className="flex items-start justify-between gap-4">
              <BankAccountLabel account={row.bankAccount} isShort />
              <Amount row={row} />
            </span>
            <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span className="wrap-anywhere text-soft">{row.reference}</span>
              <State row={row} />
            </span>
            <Told row={row} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table label="Rows of the batch" isLow>
      <thead>
        <tr>
          <Th isNumeric className="w-12">
            #
          </Th>
          <Th>To</Th>
          <Th isNumeric>Amount</Th>
          <Th>Reference</Th>
          <Th>Status</Th>
          <Th>UTR or reason</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <Td isNumeric className="text-soft">
              {row.number}
            </Td>
            <RowTh>
              <BankAccountLabel account={row.bankAccount} isShort />
            </RowTh>
            <Td isNumeric className="font-medium">
              <Amount row={row} />
            </Td>
            <Td className="wrap-anywhere">{row.reference}</Td>
            <Td>
              <State row={row} />
            </Td>
            <Td>
              <Told row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Amount({ row }: { row: Row }) {
  if (!row.payout) return <Money paise={row.amountPaise} />;
  return (
    <Link to={{ payout: row.payout.id }} className={`text-accent hover:underline ${HIT_AREA}`}>
      <Money paise={row.amountPaise} />
      <span className="sr-only"> to {row.bankAccount.accountHolderName}</span>
    </Link>
  );
}

function State({ row }: { row: Row }) {
  if (row.payout?.returned) return <Badge text={RETURNED_TEXT} kind="strong" />;
  return row.payout?.needsReview ? <ReviewBadge /> : <Badge {...rowLook(row.state)} />;
}

function Told({ row: { payout, refusal } }: { row: Row }) {
  if (refusal) return <span className="text-xs wrap-anywhere text-bad">{refusal.message}</span>;
  if (payout?.failureReason)
    return <span className="text-xs wrap-anywhere text-bad">{payout.failureReason}</span>;
  return <span className="font-mono text-xs wrap-anywhere">{payout?.bankReferenceId}</span>;
}
