import { FilterBar, FilterLink } from "../layout/FilterLink";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { BankLine } from "../payouts/BankAccountLabel";
import { accountTypeText, differences } from "../payouts/payee";
import { useMay } from "../session/useViewer";
import { buttonClasses, Card, EmptyState, Time } from "../ui";
import { AccountBadges } from "./AccountBadges";
import { accountName } from "./accountName";
import { type ManagedAccount, type Shelf, shelfOf } from "./accounts";

/** The accounts in use, or the retired ones. */
export function AccountsCard({ accounts }: { accounts: ManagedAccount[] }) {
  const { filters } = useLocation();
  const mayOperate = useMay("OPERATE");
  const shelf: Shelf = filters.accounts === "retired" ? "retired" : "active";
  useCanonicalFilter("accounts", shelf === "retired" ? shelf : "");
  const shown = accounts.filter((account) => shelfOf(account) === shelf);
  const count = (of: Shelf) => accounts.filter((account) => shelfOf(account) === of).length;
  return (
    <Card
      title="Bank accounts"
      isFlush
      action={
        mayOperate && (
          <Link
            to={{ dialog: "add-account" }}
            className={`${buttonClasses("secondary", true)} print:hidden`}
          >
            Add bank account
          </Link>
        )
      }
    >
      <div className="border-b border-line print:hidden">
        <FilterBar label="Filter by state">
          <FilterLink name="accounts" value="" isChosen={shelf === "active"}>
            Active ({count("active")})
          </FilterLink>
          <FilterLink name="accounts" value="retired" isChosen={shelf === "retired"}>
            Retired ({count("retired")})
          </FilterLink>
        </FilterBar>
      </div>
      {/* Takes the focus of a row that leaves it. */}
      <div tabIndex={-1} className="outline-none">
        {shown.length > 0 ? (
          <AccountList accounts={shown} hasActions={mayOperate} />
        ) : (
          <NoAccounts shelf={shelf} hasAny={accounts.length > 0} />
        )}
      </div>
    </Card>
  );
}

function AccountList({
  accounts,
  hasActions,
}: {
  accounts: ManagedAccount[];
  hasActions: boolean;
}) {
  const { filters } = useLocation();
  const difference = differences(accounts);
  return (
    <ul aria-label="Bank accounts" className="divide-y divide-line">
      {accounts.map((account) => (
        <li
          key={account.id}
          className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3.5 text-sm"
        >
          <div className="min-w-52 flex-1">
            <p className="font-medium wrap-anywhere">{account.accountHolderName}</p>
            <BankLine
              account={account}
              more={difference.get(account.id) ?? accountTypeText(account)}
            />
            {account.retiredAt && (
              <p className="mt-0.5 text-xs text-soft">
                Retired <Time at={account.retiredAt} hasZone />
              </p>
            )}
          </div>
          <AccountBadges account={account} />
          {hasActions && (
            <Link
              to={{
                dialog: "manage-account",
                filters: { ...filters, account: account.id },
              }}
              aria-label={`Manage ${accountName(account)}`}
              className={`${buttonClasses("secondary", true)} print:hidden`}
            >
              Manage
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function NoAccounts({ shelf, hasAny }: { shelf: Shelf; hasAny: boolean }) {
  const mayOperate = useMay("OPERATE");
  if (shelf === "retired") return <EmptyState title="No retired bank accounts" />;
  if (hasAny) return <EmptyState title="All bank accounts are retired" />;
  return (
    <EmptyState title="No bank accounts yet">
      {mayOperate ? "Add one to start paying." : "Ask your administrator to add one."}
    </EmptyState>
  );
}
