import { type FragmentType, graphql } from "../gql";

/** The fields that a list shows, as a row or as a card. */
export const PAYOUT_ROW = graphql(`
  fragment PayoutRow on Payout {
    id
    status
    needsReview
    moneyIs
    nextAction
    amountPaise
    nextAttemptAt
    notBefore
    bankReferenceId
    failureReason
    returned {
      at
    }
    reference
    narration
    purpose
    createdAt
    updatedAt
    bankAccount {
      accountHolderName
      ...BankAccountLabel
    }
  }
`);

export type PayoutRowRef = FragmentType<typeof PAYOUT_ROW>;
