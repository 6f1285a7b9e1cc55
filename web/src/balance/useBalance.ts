import { queryClient, request, useFollowed } from "../api";
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
  }
`);

/** Starts the first request for the balance, before the merchants and the viewer are known. */
export function prefetchBalance(merchantId: string) {
  const variables = { merchantId };
  // The card that asks for it a moment later takes this answer: what changes meanwhile the revision tells.
  queryClient.setQueryDefaults([BALANCE.toString()], { staleTime: 3_000 });
  void queryClient.prefetchQuery({
    queryKey: [BALANCE.toString(), variables],
    queryFn: ({ signal }) => request(BALANCE, variables, signal),
  });
}

export function useBalance(merchantId: string) {
  return useFollowed(BALANCE, { merchantId });
}
