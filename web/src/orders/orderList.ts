import { request } from "../api";
import { graphql } from "../gql";
import type { PayoutOrderState, PayoutOrdersPageQuery } from "../gql/graphql";
import { useKeysetList } from "../paging/useKeysetList";

const PAYOUT_ORDERS_PAGE = graphql(`
  query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {
    revision(merchantId: $merchantId)
    payoutOrders(merchantId: $merchantId, state: $state, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          id
          sequence
          state
          amountPaise
          reference
          notBefore
          expiresAt
          payoutId
          refusedBecause
          createdAt
          endedAt
          bankAccount {
            accountHolderName
            ...BankAccountLabel
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 25;

export type ListedOrder = PayoutOrdersPageQuery["payoutOrders"]["edges"][number]["node"];

/** Newest first, kept current. */
export function useOrders(merchantId: string, state: PayoutOrderState | null) {
  return useKeysetList<ListedOrder>({
    key: ["orders", merchantId, state ?? ""],
    page: async (after, signal) => {
      const variables = { merchantId, state, first: PAGE, after };
      const { revision, payoutOrders } = await request(PAYOUT_ORDERS_PAGE, variables, signal);
      const { edges, pageInfo, totalCount } = payoutOrders;
      const { hasNextPage, endCursor = null } = pageInfo;
      return { revision, rows: edges.map(({ node }) => node), endCursor, hasNextPage, totalCount };
    },
  });
}
