import { type FormEvent, useId, useState } from "react";
import { Link } from "../navigation/Link";
import { go, useLocation } from "../navigation/navigation";
import { TOP } from "../paging/place";
import { financialYearSpan, monthSpan, type Span } from "../time/india";
import { Button, buttonClasses, classes, SelectField, TextField } from "../ui";
import { ColumnMenu } from "./ColumnMenu";
import { type Column, namingColumns } from "./columns";
import { FilterChips } from "./FilterChips";
import { filtersNaming, isNarrowed, type PayoutSearch, rupeesOf, SORTS } from "./payoutSearch";
import { SavedViews } from "./SavedViews";
import { type Payee, usePayees } from "./usePayees";

/** The conditions beyond the tabs: spans of days at a click, the rest in a form, and what is on as chips. */
export function PayoutFilters({
  merchantId,
  search,
  columns,
  hasColumns,
}: {
  merchantId: string;
  search: PayoutSearch;
  /** Whether the list shows them: not beside an open payout. */
  hasColumns: boolean;
  columns: readonly Column[];
}) {
  const [isOpen, setIsOpen] = useState(false);
  const formId = useId();
  const payees = usePayees(merchantId, isOpen || search.account !== null);
  const named = { ...filtersNaming(search), columns: namingColumns(columns) };
  return (
    <div className="grid gap-3 px-5 py-3 print:hidden">
      {/* One line on a phone, which scrolls. */}
      <div className="-mx-5 -my-1 flex flex-wrap items-center gap-2 px-5 py-1 max-md:flex-nowrap max-md:overflow-x-auto max-md:*:shrink-0">
        <Button
          isSmall
          aria-expanded={isOpen}
          aria-controls={formId}
          onClick={() => setIsOpen(!isOpen)}
        >
          Filters
        </Button>
        {hasColumns && <ColumnMenu columns={columns} />}
        <Spans search={search} />
        {isNarrowed(search) && (
          <Link
            to={{ filters: { status: search.choice ?? "", columns: named.columns } }}
            className={buttonClasses("quiet", true)}
          >
            Clear filters
          </Link>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 empty:hidden">
        <FilterChips search={search} payees={payees} />
        <SavedViews named={named} canSave={Object.values(named).some(Boolean)} />
      </div>
      <div id={formId} hidden={!isOpen}>
        {isOpen && (
          <FilterForm
            // A link or the history may have changed what the fields hold.
            key={JSON.stringify(search)}
            search={search}
            payees={payees}
          />
        )}
      </div>
    </div>
  );
}

function Spans({ search }: { search: PayoutSearch }) {
  const { filters } = useLocation();
  const now = Date.now();
  const spans: [string, Span][] = [
    ["This month", monthSpan(now)],
    ["Last month", monthSpan(now, 1)],
    ["This FY", financialYearSpan(now)],
    ["Last FY", financialYearSpan(now, 1)],
  ];
  return spans.map(([label, { from, to }]) => {
    const isChosen = search.from === from && search.to === to;
    return (
      <Link
        key={label}
        to={{
          filters: { ...filters, ...TOP, ...(isChosen ? { from: "", to: "" } : { from, to }) },
        }}
        aria-current={isChosen ? "true" : undefined}
        className={classes(
          buttonClasses(isChosen ? "secondary" : "quiet", true),
          isChosen && "border-accent text-accent",
        )}
      >
        {label}
      </Link>
    );
  });
}

type FormProps = { search: PayoutSearch; payees: Payee[] | undefined };

function FilterForm({ search, payees }: FormProps) {
  const { filters } = useLocation();
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    go({ filters: { ...filters, ...TOP, ...sent } });
  };
  const named = filtersNaming(search);
  return (
    <form onSubmit={apply} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <TextField label="From" name="from" type="date" defaultValue={named.from} />
      <TextField label="To" name="to" type="date" defaultValue={named.to} />
      <SelectField label="Beneficiary" name="account" defaultValue={named.account}>
        <option value="">All</option>
        {payees?.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Least amount"
        name="min"
        inputMode="decimal"
        prefix="₹"
        autoComplete="off"
        defaultValue={rupeesOf(search.minPaise)}
      />
      <TextField
        label="Largest amount"
        name="max"
        inputMode="decimal"
        prefix="₹"
        autoComplete="off"
        defaultValue={rupeesOf(search.maxPaise)}
      />
      <SelectField label="Cancelled payouts" name="cancelled" defaultValue={named.cancelled}>
        <option value="">Shown</option>
        <option value="no">Left out</option>
        <option value="only">Only these</option>
      </SelectField>
      <SelectField label="Returned payouts" name="returned" defaultValue={named.returned}>
        <option value="">Shown</option>
        <option value="yes">Only these</option>
      </SelectField>
      <SelectField label="Order" name="sort" defaultValue={named.sort}>
        {Object.entries(SORTS).map(([name, { label }]) => (
          <option key={name} value={name === "newest" ? "" : name}>
            {label}
          </option>
        ))}
      </SelectField>
      <div className="sm:col-span-2 lg:col-span-3">
        <Button kind="primary" type="submit">
          Apply
        </Button>
      </div>
    </form>
  );
}
