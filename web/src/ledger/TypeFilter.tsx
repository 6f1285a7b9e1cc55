import type { LedgerEntryType } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { ENTRY_TYPE_PLURAL, ENTRY_TYPES, toggled } from "./entryTypes";

/** Filters by any number of types. */
export function TypeFilter({ chosen }: { chosen: LedgerEntryType[] }) {
  return (
    <FilterBar label="Filter by type">
      <FilterLink name="types" value="" isChosen={chosen.length === 0}>
        All
      </FilterLink>
      {ENTRY_TYPES.map((type) => (
        <FilterLink
          key={type}
          name="types"
          value={toggled(chosen, type)}
          isChosen={chosen.includes(type)}
        >
          {ENTRY_TYPE_PLURAL[type]}
        </FilterLink>
      ))}
    </FilterBar>
  );
}
