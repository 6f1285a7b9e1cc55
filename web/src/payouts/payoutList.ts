import { graphql } from "../gql";
import type { PayoutFilter, PayoutSort, PayoutStatus, PayoutsPageQuery } from "../gql/graphql";
import type { Place } from "../paging/place";
import { usePaged } from "../paging/usePaged";
import { SCHEDULED_TEXT, statusText, UNCONFIRMED_TEXT } from "../ui";

export const PAYOUTS_PAGE = graphql(`
  query PayoutsPage(
    $merchantId: ID!
    $filter: PayoutFilter
    $sort: PayoutSort
    $first: Int!
    $after: String
    $before: String
  ) {
    revision(merchantId: $merchantId)
    payouts(
      merchantId: $merchantId
      filter: $filter
      sort: $sort
      first: $first
      after: $after
      before: $before
    ) {
      edges {
        node {
          id
          status
          needsReview
          amountPaise
          createdAt
          ...PayoutRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

/** A status, or those among its payouts that need review or wait for their time. */
export type Choice = PayoutStatus | "NEEDS_REVIEW" | "SCHEDULED";

export const CHOICES: Choice[] = [
  ...(["SCHEDULED", "PENDING", "PROCESSING", "NEEDS_REVIEW", "COMPLETED", "FAILED"] as const),
];

/** The choice named in the address; null for an unknown name. */
export function choiceOf(named: string | undefined): Choice | null {
  return CHOICES.find((it) => it === named) ?? null;
}

export function choiceText(choice: Choice): string {
  if (choice === "SCHEDULED") return SCHEDULED_TEXT;
  return choice === "NEEDS_REVIEW" ? UNCONFIRMED_TEXT : statusText(choice);
}

export type ListedPayout = PayoutsPageQuery["payouts"]["edges"][number]["node"];

type Selection = {
  merchantId: string;
  filter: PayoutFilter;
  sort: PayoutSort;
  first: number;
  place: Place;
};

/** One page of a merchant's payouts, kept current. */
export function usePayouts({ merchantId, filter, sort, first, place }: Selection) {
  return usePaged(
    PAYOUTS_PAGE,
    { merchantId, filter, sort, first, ...place },
    {
      place,
      connectionOf: (data) => data.payouts,
      keepsDataOf: (before) => before.merchantId === merchantId,
    },
  );
}
