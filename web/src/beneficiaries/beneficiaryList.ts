import { usePolledPages } from "../api";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { BeneficiaryRowFragment } from "../gql/graphql";

export const BENEFICIARY_ROW = graphql(`
  fragment BeneficiaryRow on BankAccount {
    id
    accountHolderName
    accountNumberMasked
    ifscCode
    bankName
    accountType
    nickname
    group
    isVerified
    isPrimary
    createdAt
    retiredAt
    paid {
      lastPaidAt
      lastPaidPaise
      thisYearPaise
      payoutsThisYear
      isComplete
    }
  }
`);

const BENEFICIARIES = graphql(`
  query Beneficiaries(
    $merchantId: ID!
    $search: String
    $group: String
    $retired: Boolean
    $first: Int!
    $after: String
  ) {
    beneficiaries(
      merchantId: $merchantId
      search: $search
      group: $group
      retired: $retired
      first: $first
      after: $after
    ) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...BeneficiaryRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type Beneficiary = BeneficiaryRowFragment;
export type BeneficiaryRef = FragmentType<typeof BENEFICIARY_ROW>;

export const LONGEST_SEARCH = 100;
const PAGE = 50;

/** What the list is narrowed to, as the address has it. */
export type BeneficiarySearch = { text: string; group: string; isRetired: boolean };

export function searchNamed(filters: Record<string, string>): BeneficiarySearch {
  return {
    text: (filters.q ?? "").trim().slice(0, LONGEST_SEARCH),
    group: (filters.group ?? "").trim().slice(0, 40),
    isRetired: filters.accounts === "retired",
  };
}

/** The inverse: every filter of the view, empty where it is off. */
export function filtersNaming({ text, group, isRetired }: BeneficiarySearch) {
  return { q: text, group, accounts: isRetired ? "retired" : "" };
}

/** A page after the other, newest first. */
export function useBeneficiaries(
  merchantId: string,
  { text, group, isRetired }: BeneficiarySearch,
) {
  const pages = usePolledPages(
    BENEFICIARIES,
    {
      merchantId,
      search: text || null,
      group: group || null,
      retired: isRetired,
      first: PAGE,
    },
    (data) => data.beneficiaries,
    { everyMs: 30_000 },
  );
  return { ...pages, rows: pages.nodes?.map((node) => readFragment(BENEFICIARY_ROW, node)) };
}
