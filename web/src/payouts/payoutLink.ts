import { graphql } from "../gql";

/** A payout named in one line, wherever a list of a few leads to their details. */
export const PAYOUT_LINK = graphql(`
  fragment PayoutLink on Payout {
    id
    status
    needsReview
    amountPaise
    createdAt
    bankAccount {
      accountHolderName
      accountNumberMasked
    }
  }
`);
