import { request } from "../api/request";
import { graphql } from "../gql";
import type { LedgerEntryType, LedgerPageQuery } from "../gql/graphql";
import { useKeysetList } from "../paging/useKeysetList";

const LEDGER_PAGE = graphql(`
  query LedgerPage($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {
    revision(merchantId: $merchantId)
    ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {
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
        endCursor
      }
    }
  }
`);

export type ListedEntry = LedgerPageQuery["ledger"]["edges"][number]["node"];

/** A merchant's entries, newest first and kept current; an empty `types` means all. */
export function useLedger(merchantId: string, types: LedgerEntryType[], first: number) {
  return useKeysetList<ListedEntry>({
    key: ["ledger", merchantId, types, first],
    page: async (after, signal) => {
      const choice = { merchantId, types: types.length > 0 ? types : null, first, after };
      const { revision, ledger } = await request(LEDGER_PAGE, choice, signal);
      const { edges, pageInfo, totalCount } = ledger;
      const { hasNextPage, endCursor = null } = pageInfo;
      return { revision, rows: edges.map(({ node }) => node), endCursor, hasNextPage, totalCount };
    },
  });
}
