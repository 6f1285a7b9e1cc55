import { useEffect, useRef, useState } from "react";
import { Refused, refreshAll, request } from "../api";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import type { SentBatch } from "./batchDraft";
import { batchOf, endBatch, markSent, reopenBatch, whileInFlight } from "./batchStore";

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
  "PROOF_DUE",
  "RATE_LIMITED",
  "SECOND_FACTOR_NEEDED",
  "UNAUTHENTICATED",
  "UNSUPPORTED_MEDIA_TYPE",
]);

export type Outcome =
  | { kind: "paid"; id: string; created: number; refused: number }
  /** Nothing was paid. */
  | { kind: "refused"; message: string }
  /** It is stored, and its payment was refused: nothing was paid, and the same batch is sent again. */
  | { kind: "unpaid"; message: string }
  /** No trustworthy response. It may be sent again: the server pays each row once. */
  | { kind: "unknown"; message: string | null };

/** Stores the batch and pays it. Either request may be sent again, with the same id, without paying twice. */
export function useSendBatch(merchantId: string, onPaid: (id: string) => void) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setIsSending] = useState(false);
  // State lags until the next render; a ref stops a second click in the same moment.
  const isBusy = useRef(false);

  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const send = async (batch: SentBatch) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    setOutcome(null);
    const { id, sent } = batchOf(merchantId);
    markSent(merchantId, batch);
    const outcome = await whileInFlight(id, () => deliver(merchantId, id, batch, sent !== null));
    if (outcome.kind === "refused") reopenBatch(merchantId, id);
    isBusy.current = false;
    setIsSending(false);
    setOutcome(outcome);
    if (outcome.kind === "paid") {
      announce(`${outcome.created} payouts accepted`);
      endBatch(merchantId, id);
      // Whoever has gone elsewhere meanwhile stays there.
      if (isShown.current) onPaid(id);
    }
    void refreshAll();
  };
  return { outcome, isSending, send, clear: () => setOutcome(null) };
}

async function deliver(
  merchantId: string,
  id: string,
  batch: SentBatch,
  isAgain: boolean,
): Promise<Outcome> {
  const { name, rows, repeatOf, notBefore } = batch;
  try {
    const input = {
      id,
      merchantId,
      name,
      rows,
      ...(repeatOf && { repeatOf }),
      ...(notBefore && { notBefore }),
    };
    const { createPayoutBatch: stored } = await request(CREATE_PAYOUT_BATCH, { input });
    // Nothing is stored under this id, now or before: a batch that is would be a replay.
    if (stored.__typename !== "CreatePayoutBatchSuccess")
      return { kind: "refused", message: stored.message };
  } catch (error) {
    return failed(error, !isAgain);
  }
  try {
    const { payPayoutBatch: paid } = await request(PAY_PAYOUT_BATCH, { input: { batchId: id } });
    // The batch is stored, and an earlier request may have paid it: its page tells.
    if (paid.__typename !== "PayPayoutBatchSuccess")
      return { kind: "unknown", message: paid.message };
    return { kind: "paid", id, created: paid.created, refused: paid.refused };
  } catch (error) {
    const outcome = failed(error, !isAgain);
    return outcome.kind === "refused" ? { ...outcome, kind: "unpaid" } : outcome;
  }
}

/** Only before anything was paid does a refusal say that nothing was. */
function failed(
  error: unknown,
  isFirst: boolean,
): Extract<Outcome, { kind: "refused" | "unknown" }> {
  if (error instanceof Refused) {
    const isCertain = isFirst && error.code !== undefined && NEVER_EXECUTED.has(error.code);
    return { kind: isCertain ? "refused" : "unknown", message: error.message };
  }
  return { kind: "unknown", message: null };
}
