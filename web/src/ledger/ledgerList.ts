import { graphql } from "../gql";
import type { LedgerEntryType } from "../gql/graphql";
import type { Place } from "../paging/place";
import { usePaged } from "../paging/usePaged";

const LEDGER_PAGE = graphql(`
  query LedgerPage(
    $merchantId: ID!
    $types: [LedgerEntryType!]
    $first: Int!
    $after: String
    $before: String
  ) {
    revision(merchantId: $merchantId)
    ledger(
      merchantId: $merchantId
      types: $types
      first: $first
      after: $after
      before: $before
    ) {
      totalCount(atMost: 10000)
      edges {
        node {
          id
          createdAt
          ...LedgerRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

type Selection = {
  merchantId: string;
  types: LedgerEntryType[];
  first: number;
  place: Place;
};

/** One page of a merchant's entries, newest first and kept current; an empty `types` means all. */
export function useLedger({ merchantId, types, first, place }: Selection) {
  return usePaged(
    LEDGER_PAGE,
    { merchantId, types: types.length > 0 ? types : null, first, ...place },
    {
      place,
      connectionOf: (data) => data.ledger,
      keepsDataOf: (before) => before.merchantId === merchantId,
    },
  );
}
