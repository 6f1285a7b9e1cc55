import { usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { AttentionKind, AttentionRowFragment } from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";

const ATTENTION_ROW = graphql(`
  fragment AttentionRow on AttentionItem {
    kind
    since
    reason
    payout {
      id
      status
      needsReview
      amountPaise
      createdAt
      nextAttemptAt
      merchant {
        id
        name
      }
      bankAccount {
        id
        accountHolderName
        ...BankAccountLabel
      }
    }
  }
`);

const ATTENTION = graphql(`
  query Attention($first: Int!, $after: String) {
    attention(first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...AttentionRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type AttentionRow = AttentionRowFragment;

const PAGE = 25;
const REFRESH_EVERY_MS = 10_000;

/** What needs an operator, of every merchant, oldest first. */
export function useAttention() {
  const pages = usePolledPages(ATTENTION, { first: PAGE }, (data) => data.attention, {
    everyMs: REFRESH_EVERY_MS,
  });
  return { ...pages, rows: pages.nodes?.map((node) => readFragment(ATTENTION_ROW, node)) };
}

export const KIND: Record<AttentionKind, { text: string; kind: BadgeKind }> = {
  NEEDS_REVIEW: { text: "Unconfirmed", kind: "strong" },
  STUCK: { text: "Stuck", kind: "bad" },
  FAILING_IN_A_ROW: { text: "Failing", kind: "bad" },
};

/** One payout or bank account is listed once. */
export function keyOf({ kind, payout }: AttentionRow): string {
  return kind === "FAILING_IN_A_ROW" ? payout.bankAccount.id : payout.id;
}
