import { graphql } from "../gql";

/** What the frame around a view shows of any merchant. `fill` gives each part to the query that asks for it later. */
export const FRAME = graphql(`
  fragment Frame on Query {
    viewer {
      id
      kind
      name
      scopes
      merchantId
      role
    }
    engine {
      openAccess
      playground
      maxAttempts
      bankScripts {
        ending
        description
      }
    }
  }
`);

/**
 * A page's first request if its merchant is known: from the address, or from the last visit. The list of all merchants
 * follows later, as it may be long and only the switcher shows it.
 */
export const START = graphql(`
  query Start($merchantId: ID!) {
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
    merchant(id: $merchantId) {
      ...MerchantRow
    }
    ...Frame
  }
`);

/** Its first request if no merchant is known yet. */
export const ARRIVAL = graphql(`
  query Arrival {
    merchants(first: 100) {
      totalCount(atMost: 10000)
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...MerchantRow
        }
      }
    }
    ...Frame
  }
`);
