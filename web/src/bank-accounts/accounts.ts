import { usePolled } from "../api";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { ManagedAccountFragment } from "../gql/graphql";
import { plain } from "../search/matching";

export const MANAGED_ACCOUNT = graphql(`
  fragment ManagedAccount on BankAccount {
    id
    accountHolderName
    accountNumberMasked
    ifscCode
    bankName
    accountType
    isVerified
    isPrimary
    createdAt
    retiredAt
  }
`);

const MERCHANT_ACCOUNTS = graphql(`
  query MerchantAccounts($merchantId: ID!) {
    merchant(id: $merchantId) {
      bankAccounts {
        ...ManagedAccount
      }
    }
  }
`);

export type ManagedAccount = Omit<ManagedAccountFragment, " $fragmentName">;
export type AccountRef = FragmentType<typeof MANAGED_ACCOUNT>;

/** All of the merchant's bank accounts, retired ones too. */
export function useAccounts(merchantId: string) {
  return usePolled(MERCHANT_ACCOUNTS, { merchantId }, { everyMs: 15_000 });
}

/** `active` or `retired`: the value of the view's filter. */
export type Shelf = "active" | "retired";

export function shelfOf({ retiredAt }: Pick<ManagedAccount, "retiredAt">): Shelf {
  return retiredAt ? "retired" : "active";
}

/** The primary one first, the others by name, and by age among namesakes. */
export function inOrder(refs: readonly AccountRef[]): ManagedAccount[] {
  return refs
    .map((ref) => readFragment(MANAGED_ACCOUNT, ref))
    .sort(
      (a, b) =>
        Number(b.isPrimary) - Number(a.isPrimary) ||
        plain(a.accountHolderName).localeCompare(plain(b.accountHolderName)) ||
        a.createdAt.localeCompare(b.createdAt) ||
        a.id.localeCompare(b.id),
    );
}
