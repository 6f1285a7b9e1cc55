import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { PayoutDetailsQuery } from "../gql/graphql";
import { formatRupees } from "../money";

const PAYOUT_DETAILS = graphql(`
  query PayoutDetails($merchantId: ID!, $id: ID!) {
    revision(merchantId: $merchantId)
    payout(id: $id) {
      id
      status
      needsReview
      safeToRetry
      nextAction
      amountPaise
      bankReferenceId
      createdAt
      notBefore
      nextAttemptAt
      returned {
        at
        reference
      }
      merchant {
        id
      }
      bankAccount {
        id
        ...BankAccountLabel
      }
      reference
      narration
      purpose
      cancellation {
        requestedAt
      }
      ...PayoutReason
      ...PayoutFacts
      ...ReviewNotice
      ...ApprovalNotice
      ...PayoutTimeline
      ...PayoutEntries
      ...PayoutIds
    }
  }
`);

export type Details = NonNullable<PayoutDetailsQuery["payout"]>;

/** A payout of this merchant: null if it has none with this id, undefined until known. */
export function usePayoutDetails(merchantId: string, payoutId: string) {
  const { data, error, refetch } = useFollowed(PAYOUT_DETAILS, { merchantId, id: payoutId });
  const found = data?.payout?.merchant.id === merchantId ? data.payout : null;
  return {
    payout: data ? found : undefined,
    title: found ? `Payout of ${formatRupees(found.amountPaise)}` : "Payout",
    error,
    refetch: () => void refetch(),
  };
}

export type PayoutState = ReturnType<typeof usePayoutDetails>;
