import { usePolled } from "../api";
import { graphql } from "../gql";

const GROUPS = graphql(`
  query BeneficiaryGroups($merchantId: ID!) {
    beneficiaryGroups(merchantId: $merchantId) {
      name
      count
    }
  }
`);

/** The groups of a merchant's beneficiaries, by name, and how many are in each; undefined until known. */
export function useGroups(merchantId: string) {
  return usePolled(GROUPS, { merchantId }, { everyMs: 60_000 }).data?.beneficiaryGroups;
}
