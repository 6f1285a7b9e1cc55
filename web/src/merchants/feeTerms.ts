import { usePolled } from "../api";
import { graphql } from "../gql";

const FEE_TERMS = graphql(`
  query FeeTerms($merchantId: ID!) {
    feeTerms(merchantId: $merchantId) {
      plan {
        bands {
          rail
          upToPaise
          feePaise
        }
        gstBasisPoints
        followsDefault
        refundOnReturn
      }
      taxProfile {
        gstin
        state
      }
    }
  }
`);

/** `isFresh`: read since it is shown here. */
export function useFeeTerms(merchantId: string) {
  const { data, error, refetch, isFetchedAfterMount } = usePolled(
    FEE_TERMS,
    { merchantId },
    { everyMs: 60_000 },
  );
  const isFresh = isFetchedAfterMount && !error;
  return { terms: data?.feeTerms, isFresh, error, refetch: () => void refetch() };
}

export type Plan = NonNullable<NonNullable<ReturnType<typeof useFeeTerms>["terms"]>["plan"]>;

export const SET_FEE_PLAN = graphql(`
  mutation SetFeePlan($input: SetFeePlanInput!) {
    result: setFeePlan(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const FOLLOW_DEFAULT = graphql(`
  mutation FollowDefaultFeePlan($input: FollowDefaultFeePlanInput!) {
    result: followDefaultFeePlan(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
