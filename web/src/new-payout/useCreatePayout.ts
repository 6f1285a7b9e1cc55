import { useRef, useState } from "react";
import { newIdempotencyKey, Refused, refreshAll, request } from "../api";
import { graphql } from "../gql";
import type { CreatePayoutMutation } from "../gql/graphql";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { accepted, type Contents, refused, sending } from "./draft";
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
          bankAccount {
            id
            accountNumberMasked
          }
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
export type Refusal = Exclude<Result, Success> & { amountPaise: number };

export type Outcome =
  | { kind: "accepted"; success: Success }
  | { kind: "refused"; refusal: Refusal }
  /** Whether it was accepted is not known. `message` is the server's, when it said anything. */
  | { kind: "unknown"; message: string | null };

/** Refused before anything was executed: the payout was certainly not made. */
const NEVER_EXECUTED = new Set([
  "BAD_USER_INPUT",
  "BODY_TOO_LARGE",
  "CSRF_FAILED",
  "UNAUTHENTICATED",
  "UNSUPPORTED_MEDIA_TYPE",
]);

/** Sends what the form holds, under the key that belongs to it. */
export function useCreatePayout(merchantId: string) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setIsSending] = useState(false);
  // State is as old as the last rendering; a second click in the same moment sees this.
  const isBusy = useRef(false);

  const send = async (contents: Contents) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    setOutcome(null);
    changeDraft(merchantId, (it) => sending(it, contents, Date.now(), newIdempotencyKey));
    const { key } = draftOf(merchantId);
    setOutcome(await deliver(merchantId, contents, key));
    isBusy.current = false;
    setIsSending(false);
    void refreshAll();
  };

  return { outcome, isSending, send, clear: () => setOutcome(null) };
}

async function deliver(merchantId: string, contents: Contents, key: string): Promise<Outcome> {
  const { amountPaise, bankAccountId } = contents;
  let result: Result;
  try {
    const input = { merchantId, amountPaise, bankAccountId, idempotencyKey: key };
    const answer = await whileInFlight(merchantId, key, () => request(CREATE_PAYOUT, { input }));
    result = answer.createPayout;
  } catch (error) {
    if (error instanceof Refused && error.code && NEVER_EXECUTED.has(error.code)) {
      changeDraft(merchantId, (it) => refused(it, key, newIdempotencyKey));
      const refusal = {
        __typename: "ValidationError" as const,
        message: error.message,
        field: null,
      };
      return { kind: "refused", refusal: { ...refusal, amountPaise } };
    }
    // Even an error that the server reports may have come after the payout was committed.
    return { kind: "unknown", message: error instanceof Refused ? error.message : null };
  }
  if (result.__typename === "CreatePayoutSuccess") {
    changeDraft(merchantId, (it) => accepted(it, key, newIdempotencyKey));
    announce(`Payout of ${formatRupees(result.payout.amountPaise)} accepted`);
    return { kind: "accepted", success: result };
  }
  const isConflict = result.__typename === "IdempotencyConflict";
  changeDraft(merchantId, (it) => refused(it, key, newIdempotencyKey, isConflict));
  return { kind: "refused", refusal: { ...result, amountPaise } };
}
