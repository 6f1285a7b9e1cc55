import type { PayoutStatus } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { statusText } from "../ui";
import { STATUSES } from "./payoutList";

export function StatusFilter({ chosen }: { chosen: PayoutStatus | null }) {
  return (
    <FilterBar label="Filter by status">
      <FilterLink name="status" value="" isChosen={chosen === null}>
        All
      </FilterLink>
      {STATUSES.map((status) => (
        <FilterLink key={status} name="status" value={status} isChosen={chosen === status}>
          {statusText(status)}
        </FilterLink>
      ))}
    </FilterBar>
  );
}
