import { type FormEvent, useId, useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { Button } from "../ui";
import { type BeneficiarySearch, LONGEST_SEARCH } from "./beneficiaryList";

type Props = { search: BeneficiarySearch; groups: { name: string; count: number }[] };

const CONTROL = "min-h-11 min-w-0 rounded-lg border border-edge bg-surface px-3 text-ink";

/** Words to look for, and a group that narrows the list as soon as it is chosen. */
export function BeneficiarySearchForm({ search, groups }: Props) {
  const id = useId();
  const { filters } = useLocation();
  const [text, setText] = useState(search.text);
  const find = (event: FormEvent) => {
    event.preventDefault();
    go({ filters: { ...filters, q: text.trim() } });
  };
  // A group of the address that has no members any more is still what the list is narrowed to.
  const isListed = groups.some(({ name }) => name === search.group);
  return (
    <form onSubmit={find} className="flex min-w-0 flex-1 basis-80 flex-wrap gap-2">
      <label htmlFor={id} className="sr-only">
        Find beneficiaries by name, nickname, group or last four digits
      </label>
      <input
        id={id}
        type="search"
        placeholder="Name, nickname or last four"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST_SEARCH}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={`${CONTROL} flex-1 basis-40 text-ellipsis placeholder:text-soft`}
      />
      <Button type="submit">Find</Button>
      {(groups.length > 0 || search.group) && (
        <select
          aria-label="Only the group"
          value={search.group}
          onChange={(event) => go({ filters: { ...filters, group: event.target.value } })}
          className={`${CONTROL} max-w-full flex-1 basis-36 sm:max-w-56`}
        >
          <option value="">All groups</option>
          {search.group && !isListed && <option value={search.group}>{search.group}</option>}
          {groups.map(({ name, count }) => (
            <option key={name} value={name}>
              {`${name} (${count})`}
            </option>
          ))}
        </select>
      )}
    </form>
  );
}
