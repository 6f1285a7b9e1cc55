import { useRef, useState } from "react";
import { Refused, refreshAll, request } from "../api";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import type { SentBatch } from "./batchDraft";
import { batchOf, editBatch, endBatch, markSent } from "./batchStore";

const CREATE_PAYOUT_BATCH = graphql(`
  mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) {
    createPayoutBatch(input: $input) {
      __typename
      ... on CreatePayoutBatchSuccess {
        replayed
      }
      ... on PayoutBatchRowsToFix {
        message
      }
      ... on IdempotencyConflict {
        message
      }
      ... on ValidationError {
        message
      }
    }
  }
`);

const PAY_PAYOUT_BATCH = graphql(`
  mutation PayPayoutBatch($input: PayPayoutBatchInput!) {
    payPayoutBatch(input: $input) {
      __typename
      ... on PayPayoutBatchSuccess {
        created
        refused
      }
      ... on ValidationError {
        message
      }
    }
  }
`);

/** Refused before execution: nothing was done. */
const NEVER_EXECUTED = new Set([
  "BAD_USER_INPUT",
  "BODY_TOO_LARGE",
  "CSRF_FAILED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "UNSUPPORTED_MEDIA_TYPE",
]);

export type Outcome =
  | { kind: "paid"; id: string; created: number; refused: number }
  /** Nothing was paid. */
  | { kind: "refused"; message: string }
  /** No trustworthy response. It may be sent again: the server pays each row once. */
  | { kind: "unknown"; message: string | null };

/** Stores the batch and pays it. Either request may be sent again, with the same id, without paying twice. */
export function useSendBatch(merchantId: string, onPaid: (id: string) => void) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setIsSending] = useState(false);
  // State lags until the next render; a ref stops a second click in the same moment.
  const isBusy = useRef(false);

  const send = async (batch: SentBatch) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    setOutcome(null);
    const { id } = batchOf(merchantId);
    // Before the first request leaves: from now on the same is sent, or nothing.
    markSent(merchantId, batch);
    const outcome = await deliver(merchantId, id, batch);
    if (outcome.kind === "refused") {
      markSent(merchantId, null);
      // A stored batch that nobody paid may have this id: what is sent next is another one.
      editBatch(merchantId, () => ({}));
    }
    isBusy.current = false;
    setIsSending(false);
    setOutcome(outcome);
    if (outcome.kind === "paid") {
      announce(`${outcome.created} payouts accepted`);
      endBatch(merchantId, id);
      onPaid(id);
    }
    void refreshAll();
  };
  return { outcome, isSending, send, clear: () => setOutcome(null) };
}

async function deliver(merchantId: string, id: string, batch: SentBatch): Promise<Outcome> {
  const { name, rows, repeatOf } = batch;
  try {
    const input = { id, merchantId, name, rows, ...(repeatOf && { repeatOf }) };
    const { createPayoutBatch: stored } = await request(CREATE_PAYOUT_BATCH, { input });
    if (stored.__typename !== "CreatePayoutBatchSuccess")
      return { kind: "refused", message: stored.message };
  } catch (error) {
    return failed(error, true);
  }
  try {
    const { payPayoutBatch: paid } = await request(PAY_PAYOUT_BATCH, { input: { batchId: id } });
    if (paid.__typename !== "PayPayoutBatchSuccess")
      return { kind: "refused", message: paid.message };
    return { kind: "paid", id, created: paid.created, refused: paid.refused };
  } catch (error) {
    return failed(error, false);
  }
}

/** An earlier request with this id may have paid, so that only the first one's refusal says that nothing was. */
function failed(error: unknown, isCreation: boolean): Outcome {
  if (error instanceof Refused) {
    const isCertain = isCreation && error.code !== undefined && NEVER_EXECUTED.has(error.code);
    return { kind: isCertain ? "refused" : "unknown", message: error.message };
  }
  return { kind: "unknown", message: null };
}
