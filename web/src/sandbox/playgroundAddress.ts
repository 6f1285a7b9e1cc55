import { graphql } from "../gql";

const THIS_MERCHANT = graphql(`
  query ThisMerchant($merchantId: ID!) {
    merchant(id: $merchantId) {
      name
      balance {
        availablePaise
        heldPaise
        totalPaise
      }
      bankAccounts {
        id
        bankName
        accountNumberMasked
        ifscCode
        isPrimary
      }
    }
    payouts(merchantId: $merchantId, first: 10) {
      totalCount
      edges {
        node {
          id
          status
          amountPaise
          attemptCount
          createdAt
        }
      }
    }
  }
`);

/** The playground's address with a query for the data that this page shows. */
export function playgroundAddress(merchantId: string): string {
  const query = THIS_MERCHANT.toString().trim();
  const variables = JSON.stringify({ merchantId }, null, 2);
  return `/graphql/?${new URLSearchParams({ query, variables })}`;
}
