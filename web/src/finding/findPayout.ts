import { graphql } from "../gql";

/** Either is null for what it does not know. */
export const FIND_PAYOUT = graphql(`
  query FindPayout($quoted: String!, $id: ID!) {
    payoutByUtr(utr: $quoted) {
      id
      merchant {
        id
      }
    }
    payout(id: $id) {
      id
      merchant {
        id
      }
    }
  }
`);
