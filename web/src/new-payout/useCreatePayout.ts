import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { newIdempotencyKey, Refused, refreshAll, request } from "../api";
import { graphql } from "../gql";
import type { CreatePayoutMutation } from "../gql/graphql";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { givenDetails } from "./detailRules";
import { detailsOf } from "./details";
import { accepted, type Contents, type Draft, refused, sending } from "./draft";
import { changeDraft, draftOf, whileInFlight } from "./draftStore";

const CREATE_PAYOUT = graphql(`
  mutation CreatePayout($input: CreatePayoutInput!) {
    createPayout(input: $input) {
      __typename
      ... on CreatePayoutSuccess {
        replayed
        payout {
          id
          amountPaise
          notBefore
          coolingOffUntil
          nextAction
          bankAccount {
            ...BankAccountLabel
          }
        }
      }
      ... on IdempotencyKeyForgotten {
        message
        payouts {
          id
          ...PayoutLink
        }
      }
      ... on InsufficientFunds {
        message
        availablePaise
      }
      ... on IdempotencyConflict {
        message
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Result = CreatePayoutMutation["createPayout"];
export type Success = Extract<Result, { __typename: "CreatePayoutSuccess" }>;
export type Forgotten = Extract<Result, { __typename: "IdempotencyKeyForgotten" }>;
export type Refusal = Exclude<Result, Success | Forgotten> & { amountPaise: number };

export type Outcome =
  | { kind: "accepted"; success: Success }
  /** An earlier request with this key made a payout, so long ago that the server no longer replays it. */
  | { kind: "forgotten"; forgotten: Forgotten }
  | { kind: "refused"; refusal: Refusal }
  /** No trustworthy response: the payout may or may not have been accepted. `message` is the server's, if any. */
  | { kind: "unknown"; message: string | null };

/** Refused before execution: the payout was certainly not made. */
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

/** Sends the form's contents with their key. */
export function useCreatePayout(merchantId: string) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setIsSending] = useState(false);
  // State lags until the next render; a ref stops a second click in the same moment.
  const isBusy = useRef(false);

  const send = async (contents: Contents) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    setOutcome(null);
    changeDraft(merchantId, (it) => sending(it, contents, Date.now(), newIdempotencyKey));
    const { key, sent } = draftOf(merchantId);
    // A repetition says what the first request said.
    const said = sent.find((it) => it.key === key) ?? contents;
    const { outcome, renew } = await deliver(merchantId, said, key);
    // Drawn before the draft is renewed: else an empty form stands there for a moment, and takes a second Enter.
    flushSync(() => setOutcome(outcome));
    if (renew) changeDraft(merchantId, renew);
    isBusy.current = false;
    setIsSending(false);
    void refreshAll();
  };

  return { outcome, isSending, send, clear: () => setOutcome(null) };
}

/** What came of it, and what that does to the draft. */
type Delivery = { outcome: Outcome; renew?: (draft: Draft) => Draft };

async function deliver(merchantId: string, contents: Contents, key: string): Promise<Delivery> {
  const { amountPaise, bankAccountId } = contents;
  let result: Result;
  try {
    const details = givenDetails(detailsOf(contents));
    const payout = { merchantId, amountPaise, bankAccountId, ...details, idempotencyKey: key };
    // Even a first request may be a repetition that this page knows nothing of: a browser resends it on a broken
    // connection after sleep, and a duplicated or restored tab has the same key.
    const input = { ...payout, isRetry: true };
    const response = await whileInFlight(merchantId, key, () => request(CREATE_PAYOUT, { input }));
    result = response.createPayout;
  } catch (error) {
    if (error instanceof Refused && error.code && NEVER_EXECUTED.has(error.code)) {
      const refusal = {
        __typename: "ValidationError" as const,
        message: error.message,
        field: null,
      };
      return {
        outcome: { kind: "refused", refusal: { ...refusal, amountPaise } },
        renew: (it) => refused(it, key, newIdempotencyKey),
      };
    }
    // The server may report an error even after it has committed the payout.
    const message = error instanceof Refused ? error.message : null;
    return { outcome: { kind: "unknown", message } };
  }
  if (result.__typename === "CreatePayoutSuccess") {
    announce(`Payout of ${formatRupees(result.payout.amountPaise)} accepted`);
    return {
      outcome: { kind: "accepted", success: result },
      renew: (it) => accepted(it, key, newIdempotencyKey),
    };
  }
  if (result.__typename === "IdempotencyKeyForgotten") {
    return {
      outcome: { kind: "forgotten", forgotten: result },
      renew: (it) => accepted(it, key, newIdempotencyKey),
    };
  }
  const isConflict = result.__typename === "IdempotencyConflict";
  return {
    outcome: { kind: "refused", refusal: { ...result, amountPaise } },
    renew: (it) => refused(it, key, newIdempotencyKey, isConflict),
  };
}
