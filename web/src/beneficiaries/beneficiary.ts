import { usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import { BENEFICIARY_ROW } from "./beneficiaryList";

const BENEFICIARY = graphql(`
  query Beneficiary($id: ID!, $merchantId: ID!) {
    node(id: $id) {
      __typename
      ... on BankAccount {
        branchName
        warnings
        nameCheck {
          verdict
          registeredName
          holderName
          at
        }
        ...BeneficiaryRow
      }
    }
    payouts(merchantId: $merchantId, filter: { bankAccountId: $id }, first: 10) {
      totalCount(atMost: 10000)
      edges {
        node {
          id
          amountPaise
          ...PayoutRow
        }
      }
    }
  }
`);

/** A beneficiary and its newest payouts. `isMissing`: the engine knows none with this id, or not for this viewer. */
export function useBeneficiary(merchantId: string, id: string) {
  const { data, error, refetch } = usePolled(BENEFICIARY, { id, merchantId }, { everyMs: 15_000 });
  const node = data?.node?.__typename === "BankAccount" ? data.node : null;
  return {
    account: node && { ...node, ...readFragment(BENEFICIARY_ROW, node) },
    payouts: data?.payouts.edges.map((edge) => edge.node),
    payoutCount: data?.payouts.totalCount,
    isMissing: data !== undefined && node === null,
    error,
    refetch: () => void refetch(),
  };
}

export const LABEL = graphql(`
  mutation LabelBankAccount($input: LabelBankAccountInput!) {
    result: labelBankAccount(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);
