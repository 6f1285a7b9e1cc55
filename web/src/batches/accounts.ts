import { usePolled } from "../api";
import { graphql } from "../gql";
import type { SeveralAccountsQuery } from "../gql/graphql";

const ACCOUNTS = graphql(`
  query SeveralAccounts($merchantId: ID!) {
    merchant(id: $merchantId) {
      name
      isActive
      suspendedAt
      suspensionReason
      bankAccounts {
        id
        accountHolderName
        accountNumberMasked
        ifscCode
        bankName
        accountType
        createdAt
        retiredAt
        group
      }
    }
    newest: payouts(merchantId: $merchantId, first: 50) {
      edges {
        node {
          bankAccount {
            id
          }
        }
      }
    }
  }
`);

export type Account = NonNullable<SeveralAccountsQuery["merchant"]>["bankAccounts"][number];

export function useAccounts(merchantId: string) {
  return usePolled(ACCOUNTS, { merchantId }, { everyMs: 60_000 });
}
