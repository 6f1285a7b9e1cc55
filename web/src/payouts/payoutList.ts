import { request } from "../api/request";
import { graphql } from "../gql";
import type { PayoutStatus, PayoutsPageQuery } from "../gql/graphql";
import { useKeysetList } from "../paging/useKeysetList";

export const PAYOUTS_PAGE = graphql(`
  query PayoutsPage($merchantId: ID!, $status: PayoutStatus, $first: Int!, $after: String) {
    payouts(merchantId: $merchantId, status: $status, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          status
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
      amountPaise
      createdAt
      ...PayoutRow
    }
  }
`);

export const STATUSES: PayoutStatus[] = ["PENDING", "PROCESSING", "COMPLETED", "FAILED"];

export type ListedPayout = PayoutsPageQuery["payouts"]["edges"][number]["node"];

type Choice = { merchantId: string; status: PayoutStatus | null; first: number };

/** A merchant's payouts, newest first and kept fresh. */
export function usePayouts({ merchantId, status, first }: Choice) {
  return useKeysetList<ListedPayout>({
    key: ["payouts", merchantId, status, first],
    page: async (after, signal) => {
      const choice = { merchantId, status, first, after };
      const { edges, pageInfo, totalCount } = (await request(PAYOUTS_PAGE, choice, signal)).payouts;
      const { hasNextPage, endCursor = null } = pageInfo;
      return { rows: edges.map(({ node }) => node), endCursor, hasNextPage, totalCount };
    },
    mayChange: (payout) => payout.status === "PENDING" || payout.status === "PROCESSING",
    row: async (id, signal) => {
      const { payout } = await request(LISTED_PAYOUT, { id }, signal);
      return payout && (!status || payout.status === status) ? payout : null;
    },
  });
}
