import { FilterBar, FilterLink } from "../layout/FilterLink";
import { FilterSwitch } from "../layout/FilterSwitch";
import { type Choice, filtersOf, MOVEMENTS, toggled } from "./entryTypes";

/** Filters by any number of movements. */
export function MovementFilter({ choice }: { choice: Choice }) {
  const { movements } = choice;
  return (
    <FilterBar label="Filter by type">
      <FilterLink name="types" value="" isChosen={movements.length === 0}>
        All
      </FilterLink>
      {MOVEMENTS.map((movement) => (
        <FilterLink
          key={movement}
          name="types"
          value={filtersOf(toggled(choice, movement)).types}
          isChosen={movements.includes(movement)}
        >
          {movement}
        </FilterLink>
      ))}
    </FilterBar>
  );
}

/** Shows the holds and releases among the movements, or hides them. */
export function HoldsSwitch({ choice }: { choice: Choice }) {
  const { hasHolds } = choice;
  const { holds } = filtersOf({ ...choice, hasHolds: !hasHolds });
  return (
    <FilterSwitch name="holds" value={holds} isOn={hasHolds}>
      Show holds
    </FilterSwitch>
  );
}
