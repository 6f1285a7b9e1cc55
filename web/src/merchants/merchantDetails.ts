import { usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import type { MerchantDetailsFragment } from "../gql/graphql";

export const MERCHANT_DETAILS = graphql(`
  fragment MerchantDetails on Merchant {
    id
    name
    email
    isActive
    createdAt
    suspendedAt
    suspensionReason
    coolingOffHours
  }
`);

const MERCHANT_TO_CHANGE = graphql(`
  query MerchantToChange($merchantId: ID!) {
    merchant(id: $merchantId) {
      ...MerchantDetails
    }
  }
`);

export type MerchantDetails = MerchantDetailsFragment;

/** The merchant as its page shows it, and as a dialog is about to change it. */
export function useMerchantDetails(merchantId: string) {
  const { data, error, refetch } = usePolled(
    MERCHANT_TO_CHANGE,
    { merchantId },
    { everyMs: 15_000 },
  );
  const found = data?.merchant;
  return {
    /** undefined until known. */
    merchant: found ? readFragment(MERCHANT_DETAILS, found) : undefined,
    error,
    refetch: () => void refetch(),
  };
}
