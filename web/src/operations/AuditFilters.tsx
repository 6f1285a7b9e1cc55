import type { FormEvent } from "react";
import { usePolled } from "../api";
import { graphql } from "../gql";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { Button, buttonClasses, SelectField, TextField } from "../ui";
import { type AuditSearch, KINDS } from "./audit";

const AUDITED_MERCHANT = graphql(`
  query AuditedMerchant($id: ID!) {
    merchant(id: $id) {
      id
      name
    }
  }
`);

/** A form: the log is long, so it is asked once the conditions are complete. */
export function AuditFilters({ search, merchantId }: { search: AuditSearch; merchantId: string }) {
  const id = search.of || merchantId;
  const merchant = usePolled(AUDITED_MERCHANT, { id }, { everyMs: false }).data?.merchant;
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    go({ filters: { ...search, ...sent } });
  };
  const isNarrowed = Object.values(search).some(Boolean);
  return (
    <form
      onSubmit={apply}
      className="grid grid-cols-2 items-end gap-x-4 gap-y-3 px-5 pb-4 max-sm:*:nth-[n+3]:col-span-2 lg:grid-cols-[1fr_1fr_auto_auto_auto] print:hidden"
    >
      <SelectField label="Kind" name="kind" defaultValue={search.kind}>
        <option value="">All</option>
        {Object.entries(KINDS).map(([prefix, label]) => (
          <option key={prefix} value={prefix}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField label="Merchant" name="of" defaultValue={search.of}>
        <option value="">All</option>
        <option value={id}>{merchant?.name ?? "This merchant"}</option>
      </SelectField>
      <TextField label="From" name="from" type="date" defaultValue={search.from} />
      <TextField label="To" name="to" type="date" defaultValue={search.to} />
      <div className="flex gap-2">
        <Button kind="primary" type="submit" className="min-h-11">
          Show
        </Button>
        {isNarrowed && (
          <Link to={{ filters: {} }} className={`${buttonClasses("quiet")} min-h-11`}>
            Clear
          </Link>
        )}
      </div>
      {(search.actor || search.subject) && (
        <p className="text-sm text-soft wrap-anywhere sm:col-span-2 lg:col-span-full">
          {search.actor && `Only acts of ${search.actor}. `}
          {search.subject && `Only what was done to ${search.subject}.`}
        </p>
      )}
    </form>
  );
}
