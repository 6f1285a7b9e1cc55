import { usePolledPages } from "../api";
import { graphql } from "../gql";
import type { PayoutOrderState, PayoutOrdersPageQuery } from "../gql/graphql";

const PAYOUT_ORDERS_PAGE = graphql(`
  query PayoutOrdersPage($merchantId: ID!, $state: PayoutOrderState, $first: Int!, $after: String) {
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
const EVERY_MS = 5_000;

export type ListedOrder = PayoutOrdersPageQuery["payoutOrders"]["edges"][number]["node"];

/** Newest first. All that are shown are read again: each of them may be funded or expire, not only the newest. */
export function useOrders(merchantId: string, state: PayoutOrderState | null) {
  return usePolledPages(
    PAYOUT_ORDERS_PAGE,
    { merchantId, state, first: PAGE },
    (data) => data.payoutOrders,
    { everyMs: EVERY_MS },
  );
}
