import type { PayoutBatchRowInput } from "../gql/graphql";
import { BankLine } from "../payouts/BankAccountLabel";
import { mistakable } from "../payouts/payee";
import { Money } from "../ui";
import type { Account } from "./accounts";

type Props = { rows: PayoutBatchRowInput[]; accounts: Account[] };

/** Each payout with its payee's name, last four digits and amount. */
export function ReviewRows({ rows, accounts }: Props) {
  const byId = new Map(accounts.map((it) => [it.id, it]));
  return (
    <ol
      aria-label="Payouts of this batch"
      className="divide-y divide-line border-y border-line text-sm"
    >
      {rows.map((row, index) => {
        const account = byId.get(String(row.bankAccountId ?? ""));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows do not move.
          <li key={index} className="flex flex-wrap items-start justify-between gap-x-4 py-2">
            <span className="grid min-w-0 flex-1 basis-40">
              <span className="font-medium wrap-anywhere">
                {account?.accountHolderName ?? "A removed account"}
              </span>
              {account && <BankLine account={account} />}
              {account && <Mistakable account={account} accounts={accounts} />}
            </span>
            <span className="grid justify-items-end">
              <Money paise={row.amountPaise ?? 0} />
              {row.reference && (
                <span className="text-xs wrap-anywhere text-soft">{row.reference}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Mistakable({ account, accounts }: { account: Account; accounts: Account[] }) {
  const [other] = mistakable(account, accounts).filter(
    (it) => it.accountHolderName !== account.accountHolderName,
  );
  if (!other) return null;
  return (
    <span className="text-xs wrap-anywhere text-wait">
      Not {other.accountHolderName}, who has the same bank and last four digits.
    </span>
  );
}
