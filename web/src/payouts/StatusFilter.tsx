import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { PayoutFilter } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { CHOICES, type Choice, choiceText } from "./payoutList";
import { filterOfChoice } from "./payoutSearch";

const COUNTS = graphql(`
  query PayoutCounts(
    $merchantId: ID!
    $scheduled: PayoutFilter!
    $pending: PayoutFilter!
    $processing: PayoutFilter!
    $needsReview: PayoutFilter!
    $failed: PayoutFilter!
  ) {
    revision(merchantId: $merchantId)
    SCHEDULED: payoutTotals(merchantId: $merchantId, filter: $scheduled, atMost: 1000) {
      count
    }
    PENDING: payoutTotals(merchantId: $merchantId, filter: $pending, atMost: 1000) {
      count
    }
    PROCESSING: payoutTotals(merchantId: $merchantId, filter: $processing, atMost: 1000) {
      count
    }
    NEEDS_REVIEW: payoutTotals(merchantId: $merchantId, filter: $needsReview, atMost: 1000) {
      count
    }
    FAILED: payoutTotals(merchantId: $merchantId, filter: $failed, atMost: 1000) {
      count
    }
  }
`);

const REFRESH_EVERY_MS = 9_000;

type Props = { merchantId: string; chosen: Choice | null; filter: PayoutFilter };

/** The tabs. Those that may need somebody tell how many payouts they have among the ones that the filter leaves. */
export function StatusFilter({ merchantId, chosen, filter }: Props) {
  const within = (choice: Choice) => ({ ...filter, ...filterOfChoice(choice) });
  const { data } = useFollowed(
    COUNTS,
    {
      merchantId,
      scheduled: within("SCHEDULED"),
      pending: within("PENDING"),
      processing: within("PROCESSING"),
      needsReview: within("NEEDS_REVIEW"),
      failed: within("FAILED"),
    },
    { atMostEveryMs: REFRESH_EVERY_MS },
  );
  const countOf = (choice: Choice) => (choice === "COMPLETED" ? undefined : data?.[choice].count);
  return (
    <FilterBar label="Filter by status">
      <FilterLink name="status" value="" isChosen={chosen === null}>
        All
      </FilterLink>
      {CHOICES.map((choice) => (
        <FilterLink key={choice} name="status" value={choice} isChosen={chosen === choice}>
          {choiceText(choice)} <Count count={countOf(choice)} />
        </FilterLink>
      ))}
    </FilterBar>
  );
}

function Count({ count }: { count: number | undefined }) {
  if (!count) return null;
  return <span className="ml-1 tabular-nums">{count >= 1000 ? "999+" : count}</span>;
}
