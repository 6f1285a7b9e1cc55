import { type FragmentType, graphql, readFragment } from "../gql";

export const BANK_ACCOUNT_LABEL = graphql(`
  fragment BankAccountLabel on BankAccount {
    accountNumberMasked
    ifscCode
    bankName
  }
`);

/** `HDFC Bank •••• 3456` over its IFSC; a screen reader hears "account ending 3456". */
export function BankAccountLabel({
  account,
}: {
  account: FragmentType<typeof BANK_ACCOUNT_LABEL>;
}) {
  const { accountNumberMasked, ifscCode, bankName } = readFragment(BANK_ACCOUNT_LABEL, account);
  return (
    <span className="inline-grid max-w-full min-w-0">
      <span className="flex gap-1.5">
        <span className="truncate">{bankName ?? ifscCode.slice(0, 4)}</span>
        <span className="whitespace-nowrap tabular-nums">
          <span aria-hidden="true">••••</span>
          <span className="sr-only">account ending</span> {accountNumberMasked.slice(-4)}
        </span>
      </span>
      <span className="font-mono text-xs text-soft">{ifscCode}</span>
    </span>
  );
}
