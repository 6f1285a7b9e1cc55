import { type FragmentType, graphql, readFragment } from "../gql";
import { Dotted } from "../ui";
import { accountTypeText, lastFour } from "./payee";

export const BANK_ACCOUNT_LABEL = graphql(`
  fragment BankAccountLabel on BankAccount {
    accountHolderName
    accountNumberMasked
    ifscCode
    bankName
    accountType
  }
`);

type Props = {
  account: FragmentType<typeof BANK_ACCOUNT_LABEL>;
  isFull?: boolean;
  isShort?: boolean;
};

/** The payee's name, and under it `HDFC Bank •••• 3456 · HDFC0001234`. `isFull` adds the account's type, `isShort` drops the IFSC. */
export function BankAccountLabel({ account, isFull = false, isShort = false }: Props) {
  const label = readFragment(BANK_ACCOUNT_LABEL, account);
  return (
    <span className="inline-grid max-w-full min-w-0">
      <span className="wrap-anywhere">{label.accountHolderName}</span>
      <BankLine
        account={label}
        isShort={isShort}
        more={isFull ? accountTypeText(label) : undefined}
      />
    </span>
  );
}

type Line = { bankName?: string | null; accountNumberMasked: string; ifscCode: string };

/** `HDFC Bank •••• 3456 · HDFC0001234`; a screen reader hears "account ending 3456". */
export function BankLine({
  account,
  more,
  isShort = false,
}: {
  account: Line;
  more?: string | undefined;
  isShort?: boolean;
}) {
  return (
    <Dotted className="text-xs text-soft">
      <span>
        {account.bankName && <span className="wrap-anywhere">{account.bankName}</span>}{" "}
        <span className="whitespace-nowrap tabular-nums">
          <span aria-hidden="true">••••</span>
          <span className="sr-only">account ending</span> {lastFour(account)}
        </span>
      </span>
      {!isShort && <span className="font-mono whitespace-nowrap">{account.ifscCode}</span>}
      {more}
    </Dotted>
  );
}
