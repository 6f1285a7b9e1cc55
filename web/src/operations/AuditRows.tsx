import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { RowTh, Table, Td, Th, Time } from "../ui";
import { Money } from "../ui/Money";
import type { AuditRow } from "./audit";

/** Acts as a table, or as cards on a narrow screen. */
export function AuditRows({ rows }: { rows: AuditRow[] }) {
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="Acts" className="divide-y divide-line border-t border-line">
          {rows.map((row) => (
            <li key={row.id} className="grid gap-1.5 px-5 py-3.5 text-sm">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{row.summary}</span>
                <span className="text-soft tabular-nums">
                  <Time at={row.at} />
                </span>
              </span>
              <Actor row={row} />
              <Changes row={row} />
              <Ways row={row} />
            </li>
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Acts" isFixed>
      <thead>
        <tr>
          <Th className="w-32">When (IST)</Th>
          <Th className="w-48">Who</Th>
          <Th>Action</Th>
          <Th className="w-80">Merchant</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="text-soft tabular-nums">
              <Time at={row.at} />
            </Td>
            <Td>
              <Actor row={row} />
            </Td>
            <RowTh>
              <span className="font-medium">{row.summary}</span>
              <Changes row={row} />
            </RowTh>
            <Td>
              <Ways row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const WAY =
  "-my-1 py-1 text-accent underline-offset-4 hover:underline pointer-coarse:-my-3 pointer-coarse:py-3";

function Actor({ row }: { row: AuditRow }) {
  if (!row.actorId) return <span className="wrap-anywhere">{row.actor}</span>;
  return (
    <Link
      to={{ filters: { actor: row.actorId } }}
      aria-label={`${row.actor}: show only their acts`}
      className={`${WAY} wrap-anywhere`}
    >
      {row.actor}
    </Link>
  );
}

function Changes({ row }: { row: AuditRow }) {
  if (row.changes.length === 0) return null;
  return (
    <ul aria-label="Changes" className="mt-1 grid gap-0.5 text-soft">
      {row.changes.map(({ column, name, before, after }) => (
        <li key={column} className="wrap-anywhere">
          {name}: {before === null ? "" : <Value column={column} text={before} />}
          {before !== null && " → "}
          {after === null ? "nothing" : <Value column={column} text={after} />}
        </li>
      ))}
    </ul>
  );
}

function Value({ column, text }: { column: string; text?: string | null | undefined }) {
  if (column.endsWith("_paise") && text) return <Money paise={Number(text)} isSigned />;
  return <span className="text-ink">{text}</span>;
}

/** To the merchant and the payout that it concerns. */
function Ways({ row }: { row: AuditRow }) {
  const { merchantId, merchantName, payoutId } = row;
  if (!merchantId) return null;
  return (
    <span className="flex flex-wrap gap-x-4">
      {payoutId && (
        <Link to={{ merchant: merchantId, view: "payouts", payout: payoutId }} className={WAY}>
          Payout
        </Link>
      )}
      <Link
        to={{ merchant: merchantId, view: "overview" }}
        className={`${WAY} min-w-0 wrap-anywhere`}
      >
        {merchantName ?? "Merchant"}
      </Link>
    </span>
  );
}
