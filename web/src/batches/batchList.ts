import { request } from "../api";
import { graphql } from "../gql";
import type { PayoutBatchesPageQuery } from "../gql/graphql";
import { useKeysetList } from "../paging/useKeysetList";

const PAYOUT_BATCHES_PAGE = graphql(`
  query PayoutBatchesPage($merchantId: ID!, $first: Int!, $after: String) {
    revision(merchantId: $merchantId)
    payoutBatches(merchantId: $merchantId, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          id
          name
          rowCount
          totalPaise
          createdAt
          progress {
            ...BatchProgress
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 25;

export type ListedBatch = PayoutBatchesPageQuery["payoutBatches"]["edges"][number]["node"];

/** Newest first, kept current. */
export function useBatches(merchantId: string) {
  return useKeysetList<ListedBatch>({
    key: ["batches", merchantId],
    page: async (after, signal) => {
      const variables = { merchantId, first: PAGE, after };
      const { revision, payoutBatches } = await request(PAYOUT_BATCHES_PAGE, variables, signal);
      const { edges, pageInfo, totalCount } = payoutBatches;
      const { hasNextPage, endCursor = null } = pageInfo;
      return { revision, rows: edges.map(({ node }) => node), endCursor, hasNextPage, totalCount };
    },
  });
}
