import { request } from "../api/request";
import { graphql } from "../gql";
import type { PayoutFilter, PayoutSort, PayoutStatus, PayoutsPageQuery } from "../gql/graphql";
import { useKeysetList } from "../paging/useKeysetList";
import { statusText, UNCONFIRMED_TEXT } from "../ui";

export const PAYOUTS_PAGE = graphql(`
  query PayoutsPage(
    $merchantId: ID!
    $filter: PayoutFilter
    $sort: PayoutSort
    $first: Int!
    $after: String
  ) {
    revision(merchantId: $merchantId)
    payouts(merchantId: $merchantId, filter: $filter, sort: $sort, first: $first, after: $after) {
      totalCount(atMost: 10000)
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
        endCursor
      }
    }
  }
`);

const LISTED_PAYOUT = graphql(`
  query ListedPayout($id: ID!) {
    payout(id: $id) {
      id
      status
      needsReview
      amountPaise
      createdAt
      ...PayoutRow
    }
  }
`);

/** A status, or the processing payouts that need review. */
export type Choice = PayoutStatus | "NEEDS_REVIEW";

export const CHOICES: Choice[] = ["PENDING", "PROCESSING", "NEEDS_REVIEW", "COMPLETED", "FAILED"];

/** The choice named in the address; null for an unknown name. */
export function choiceOf(named: string | undefined): Choice | null {
  return CHOICES.find((it) => it === named) ?? null;
}

export function choiceText(choice: Choice): string {
  return choice === "NEEDS_REVIEW" ? UNCONFIRMED_TEXT : statusText(choice);
}

export function isOfChoice(payout: Pick<ListedPayout, "status" | "needsReview">, choice: Choice) {
  return choice === "NEEDS_REVIEW" ? payout.needsReview : payout.status === choice;
}

export type ListedPayout = PayoutsPageQuery["payouts"]["edges"][number]["node"];

type Selection = {
  merchantId: string;
  choice: Choice | null;
  filter: PayoutFilter;
  sort: PayoutSort;
  first: number;
  /** Rows that the address says were loaded. */
  shown: number;
};

/** A merchant's payouts, kept current. */
export function usePayouts({ merchantId, choice, filter, sort, first, shown }: Selection) {
  return useKeysetList<ListedPayout>({
    key: ["payouts", merchantId, JSON.stringify(filter), sort, first],
    isNewestFirst: sort === "NEWEST_FIRST",
    initial: shown,
    page: async (after, signal, rows = first) => {
      const variables = { merchantId, filter, sort, first: rows, after };
      const { revision, payouts } = await request(PAYOUTS_PAGE, variables, signal);
      const { edges, pageInfo, totalCount } = payouts;
      const { hasNextPage, endCursor = null } = pageInfo;
      return { revision, rows: edges.map(({ node }) => node), endCursor, hasNextPage, totalCount };
    },
    mayChange: (payout) => payout.status === "PENDING" || payout.status === "PROCESSING",
    row: async (id, signal) => {
      const { payout } = await request(LISTED_PAYOUT, { id }, signal);
      return payout && (!choice || isOfChoice(payout, choice)) ? payout : null;
    },
  });
}
