import type { ReactNode } from "react";
import { BankLine } from "../payouts/BankAccountLabel";
import type { PayeeAccount } from "../payouts/payee";
import { classes } from "../ui";

type Props<Account> = {
  accounts: Account[];
  /** That many of the first ones were paid last. 0 for a list without headings. */
  recentCount: number;
  highlighted: number;
  difference: Map<string, string>;
  /** The option's attributes, by Downshift. */
  propsOf: (account: Account, index: number) => object;
};

/** The options of the payee's field: those paid last under a heading of their own. */
export function PayeeOptions<Account extends PayeeAccount>(props: Props<Account>) {
  const { accounts, recentCount, highlighted, difference, propsOf } = props;
  const options = accounts.map((account, index) => (
    <div
      key={account.id}
      {...propsOf(account, index)}
      className={classes(
        "flex min-h-11 cursor-pointer flex-col justify-center rounded-md px-3 py-2 text-sm",
        // An outline, as forced colours take the background away.
        index === highlighted && "bg-accent-quiet outline-2 -outline-offset-2 outline-transparent",
      )}
    >
      <span className="font-medium wrap-anywhere">{account.accountHolderName}</span>
      <BankLine account={account} more={difference.get(account.id)} />
    </div>
  ));
  if (recentCount === 0 || recentCount === accounts.length) return options;
  return (
    <>
      <Group label="Paid last">{options.slice(0, recentCount)}</Group>
      <Group label="Others">{options.slice(recentCount)}</Group>
    </>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: options cannot stand in a fieldset.
    <div role="group" aria-label={label}>
      <div aria-hidden="true" className="px-3 pt-2 pb-1 text-xs text-soft">
        {label}
      </div>
      {children}
    </div>
  );
}
