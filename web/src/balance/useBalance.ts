import { useFollowed } from "../api";
import { graphql } from "../gql";

/** The balance and the payouts that hold it, in one request so that they agree. */
const BALANCE = graphql(`
  query Balance($merchantId: ID!) {
    revision(merchantId: $merchantId)
    balance(merchantId: $merchantId) {
      availablePaise
      heldPaise
      totalPaise
    }
    pending: payouts(merchantId: $merchantId, status: PENDING, first: 5) {
      totalCount(atMost: 1000)
      edges {
        node {
          ...PayoutLink
        }
      }
    }
    processing: payouts(merchantId: $merchantId, status: PROCESSING, first: 5) {
      totalCount(atMost: 1000)
      edges {
        node {
          ...PayoutLink
        }
      }
    }
    unconfirmed: payouts(merchantId: $merchantId, needsReview: true, first: 20) {
      totalCount(atMost: 1000)
      edges {
        node {
          amountPaise
        }
      }
    }
    failed: payouts(
      merchantId: $merchantId
      status: FAILED
      filter: { cancelled: false }
      first: 20
    ) {
      edges {
        node {
          createdAt
          failedAt
        }
      }
    }
    returned: payouts(merchantId: $merchantId, filter: { returned: true }, first: 20) {
      edges {
        node {
          createdAt
          returned {
            at
          }
        }
      }
    }
  }
`);

export function useBalance(merchantId: string) {
  return useFollowed(BALANCE, { merchantId });
}
