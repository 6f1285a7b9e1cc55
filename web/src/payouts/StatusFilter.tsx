import { FilterBar, FilterLink } from "../layout/FilterLink";
import { CHOICES, type Choice, choiceText } from "./payoutList";

export function StatusFilter({ chosen }: { chosen: Choice | null }) {
  return (
    <FilterBar label="Filter by status">
      <FilterLink name="status" value="" isChosen={chosen === null}>
        All
      </FilterLink>
      {CHOICES.map((choice) => (
        <FilterLink key={choice} name="status" value={choice} isChosen={chosen === choice}>
          {choiceText(choice)}
        </FilterLink>
      ))}
    </FilterBar>
  );
}
