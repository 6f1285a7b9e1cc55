import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { Contents } from "./draft";

const SIMILAR_PAYOUTS = graphql(`
  query SimilarPayouts($merchantId: ID!, $bankAccountId: ID!, $amountPaise: Paise!) {
    revision(merchantId: $merchantId)
    similarPayouts(
      merchantId: $merchantId
      bankAccountId: $bankAccountId
      amountPaise: $amountPaise
    ) {
      id
      idempotencyKey
      reference
      ...PayoutLink
    }
  }
`);

/**
 * The payouts of the last seven days with the same payee and amount, but for those that failed. `arrived` is the one
 * that a request with this key has made, unheard by this tab.
 */
export function useSimilarPayouts(merchantId: string, contents: Contents, key: string) {
  const { amountPaise, bankAccountId } = contents;
  const variables = { merchantId, amountPaise, bankAccountId };
  const { data, error, isFetchedAfterMount } = useFollowed(SIMILAR_PAYOUTS, variables);
  const found = data?.similarPayouts ?? [];
  return {
    similar: found.filter(({ idempotencyKey }) => idempotencyKey !== key),
    arrived: found.filter(({ idempotencyKey }) => idempotencyKey === key),
    /** Nothing is paid before the answer, or the word that there is none. */
    isChecking: !isFetchedAfterMount && !error,
    error,
  };
}
