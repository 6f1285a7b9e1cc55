import { usePolled, usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type {
  AdjustmentDirection,
  AdjustmentRowFragment,
  AdjustmentStatus,
  LedgerEntryType,
} from "../gql/graphql";

export const ADJUSTMENT_ROW = graphql(`
  fragment AdjustmentRow on Adjustment {
    id
    direction
    amountPaise
    reason
    status
    proposedBy
    viewerDidPropose
    createdAt
    decidedBy
    decidedAt
    entry {
      sequence
    }
  }
`);

const ADJUSTMENTS = graphql(`
  query Adjustments($merchantId: ID!, $status: AdjustmentStatus, $first: Int!, $after: String) {
    adjustments(merchantId: $merchantId, status: $status, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...AdjustmentRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const ADJUSTMENT = graphql(`
  query AdjustmentToDecide($id: ID!) {
    node(id: $id) {
      __typename
      ... on Adjustment {
        merchant {
          id
          name
        }
        ...AdjustmentRow
      }
    }
  }
`);

export type Adjustment = AdjustmentRowFragment;

const PAGE = 25;

/** A merchant's adjustments, newest first. */
export function useAdjustments(merchantId: string, status: AdjustmentStatus | null) {
  const pages = usePolledPages(
    ADJUSTMENTS,
    { merchantId, status, first: PAGE },
    (data) => data.adjustments,
    { everyMs: 15_000 },
  );
  return { ...pages, rows: pages.nodes?.map((node) => readFragment(ADJUSTMENT_ROW, node)) };
}

/** The adjustment and its merchant; null if there is none with this id. */
export function useAdjustment(id: string) {
  const { data, error, refetch } = usePolled(ADJUSTMENT, { id }, { everyMs: 5_000 });
  const node = data?.node;
  const found =
    node?.__typename === "Adjustment"
      ? { ...readFragment(ADJUSTMENT_ROW, node), merchant: node.merchant }
      : null;
  return { adjustment: data && found, error, refetch: () => void refetch() };
}

export const STATUSES: AdjustmentStatus[] = ["PROPOSED", "APPROVED", "REJECTED"];

export const STATUS_TEXT: Record<AdjustmentStatus, string> = {
  PROPOSED: "Proposed",
  APPROVED: "Approved",
  REJECTED: "Rejected",
};

/** `Credit of ₹500.00`, given the amount in words of digits. */
export function directionText(direction: AdjustmentDirection): string {
  return direction === "CREDIT" ? "Credit" : "Debit";
}

/** The type of the ledger entry that an approval posts. */
export function entryTypeOf(direction: AdjustmentDirection): LedgerEntryType {
  return direction === "CREDIT" ? "ADJUSTMENT_CREDIT" : "ADJUSTMENT_DEBIT";
}

/** In paise: negative for a debit. */
export function signedPaise(it: { direction: AdjustmentDirection; amountPaise: number }): number {
  return it.direction === "CREDIT" ? it.amountPaise : -it.amountPaise;
}
