import { AccountBadges } from "../bank-accounts/AccountBadges";
import { accountName } from "../bank-accounts/accountName";
import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { BankLine } from "../payouts/BankAccountLabel";
import { accountTypeText, differences } from "../payouts/payee";
import { Dotted, Money, RowTh, Table, Td, Th, Time } from "../ui";
import { amountWidth } from "../ui/amountWidth";
import type { Beneficiary } from "./beneficiaryList";
import { PaidThisYear } from "./PaidThisYear";

/** Beneficiaries as a table, or as cards on a narrow screen. Each row opens its own page. */
export function BeneficiaryRows({ rows }: { rows: Beneficiary[] }) {
  const difference = differences(rows);
  const moreOf = (row: Beneficiary) => difference.get(row.id) ?? accountTypeText(row);
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="Beneficiaries" className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id} className="relative grid gap-2 px-5 py-3.5 text-sm hover:bg-hover">
              <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
                <Payee row={row} more={moreOf(row)} />
                <AccountBadges account={row} />
              </div>
              <Dotted className="text-xs text-soft">
                <LastPaid row={row} none="Never paid" />
                <span className="whitespace-nowrap">
                  This FY <PaidThisYear paid={row.paid} />
                </span>
                {row.group && <span className="wrap-anywhere">{row.group}</span>}
              </Dotted>
            </li>
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Beneficiaries" isFixed>
      <thead>
        <tr>
          <Th>Beneficiary</Th>
          <Th className="w-32">Group</Th>
          <Th className="w-36">State</Th>
          <Th className="w-56">Last paid (IST)</Th>
          <Th isNumeric className={amountWidth(rows.map((row) => row.paid.thisYearPaise ?? 0))}>
            This FY
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="relative hover:bg-hover">
            <RowTh className="overflow-hidden">
              <Payee row={row} more={moreOf(row)} />
            </RowTh>
            <Td className="wrap-anywhere">{row.group}</Td>
            <Td>
              <AccountBadges account={row} />
            </Td>
            <Td className="text-soft tabular-nums">
              <LastPaid row={row} none="Never" />
            </Td>
            <Td isNumeric>
              <PaidThisYear paid={row.paid} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Payee({ row, more }: { row: Beneficiary; more: string }) {
  return (
    <span className="inline-grid max-w-full min-w-0">
      {/* The link covers the row. */}
      <Link
        to={{ view: "beneficiaries", item: row.id, filters: {} }}
        aria-label={accountName(row)}
        className="font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        {row.accountHolderName}
      </Link>
      {row.nickname && <span className="text-xs wrap-anywhere">{row.nickname}</span>}
      <BankLine account={row} more={more} />
    </span>
  );
}

function LastPaid({ row, none }: { row: Beneficiary; none: string }) {
  const { lastPaidAt, lastPaidPaise } = row.paid;
  if (!lastPaidAt || lastPaidPaise == null) return <span>{none}</span>;
  return (
    <>
      <Money paise={lastPaidPaise} />
      {", "}
      <Time at={lastPaidAt} />
    </>
  );
}
