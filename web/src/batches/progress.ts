import { graphql } from "../gql";
import type { BatchProgressFragment, PayoutBatchRowState, PayoutBatchStatus } from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";
import { RETURNED_TEXT } from "../ui/StatusBadge";

export const BATCH_PROGRESS = graphql(`
  fragment BatchProgress on PayoutBatchProgress {
    status
    waiting {
      count
      sumPaise
    }
    refused {
      count
      sumPaise
    }
    pending {
      count
      sumPaise
    }
    processing {
      count
      sumPaise
    }
    completed {
      count
      sumPaise
    }
    failed {
      count
      sumPaise
    }
    returned {
      count
      sumPaise
    }
  }
`);

type Look = { text: string; kind: BadgeKind };

const STATUS: Record<PayoutBatchStatus, Look> = {
  READY: { text: "Not paid yet", kind: "plain" },
  PROCESSING: { text: "Processing", kind: "wait" },
  INCOMPLETE: { text: "Some not made", kind: "bad" },
  FAILED: { text: "Some failed", kind: "bad" },
  COMPLETED: { text: "Paid", kind: "ok" },
};

const ROW: Record<PayoutBatchRowState, Look> = {
  WAITING: { text: "Not paid yet", kind: "plain" },
  REFUSED: { text: "Not made", kind: "bad" },
  PENDING: { text: "Pending", kind: "plain" },
  PROCESSING: { text: "Processing", kind: "wait" },
  COMPLETED: { text: "Paid", kind: "ok" },
  FAILED: { text: "Failed", kind: "bad" },
};

export function statusLook({ status, returned }: BatchProgressFragment): Look {
  if (status === "COMPLETED" && returned.count > 0) return { text: "Some came back", kind: "bad" };
  return STATUS[status];
}

export function rowLook(state: PayoutBatchRowState): Look {
  return ROW[state];
}

/** In the order in which a reader asks: what is paid, what is on its way, what is not. */
const PARTS: [
  PayoutBatchRowState,
  keyof Omit<BatchProgressFragment, "status" | "returned" | " $fragmentName">,
][] = [
  ["COMPLETED", "completed"],
  ["PROCESSING", "processing"],
  ["PENDING", "pending"],
  ["FAILED", "failed"],
  ["REFUSED", "refused"],
  ["WAITING", "waiting"],
];

export type Part = Look & { state: PayoutBatchRowState; count: number; sumPaise: number };

/** The states that rows are in. */
export function partsOf(progress: BatchProgressFragment): Part[] {
  return PARTS.map(([state, name]) => ({ state, ...ROW[state], ...progress[name] })).filter(
    ({ count }) => count > 0,
  );
}

/** The same, but what came back stands apart from what was paid for good. */
export function figuresOf(progress: BatchProgressFragment): Omit<Part, "state">[] {
  const { returned } = progress;
  return partsOf(progress).flatMap((part) => {
    if (part.state !== "COMPLETED" || returned.count === 0) return [part];
    const kept = {
      ...part,
      count: part.count - returned.count,
      sumPaise: part.sumPaise - returned.sumPaise,
    };
    const back = { text: RETURNED_TEXT, kind: "strong" as const, ...returned };
    return kept.count > 0 ? [kept, back] : [back];
  });
}

/** Whether a retry has rows to pay again, once all have ended: those that failed, and those that came back. */
export function hasUnpaid({ status, failed, returned }: BatchProgressFragment): boolean {
  return !["READY", "PROCESSING"].includes(status) && failed.count + returned.count > 0;
}

/** Rows without a payout: another payment of the batch tries them. */
export function missingOf({ waiting, refused }: BatchProgressFragment) {
  return { count: waiting.count + refused.count, paise: waiting.sumPaise + refused.sumPaise };
}
