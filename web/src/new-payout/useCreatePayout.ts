import { useRef, useState } from "react";
import { newIdempotencyKey, Refused, refreshAll, request } from "../api";
import { announce } from "../app/announcer";
import { graphql } from "../gql";
import type { CreatePayoutMutation } from "../gql/graphql";
import { formatRupees } from "../money";
import { accepted, type Contents, refused, sending } from "./intention";
import { changeIntention, intentionOf } from "./intentionStore";

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

/** Sends what the form holds, under the key that belongs to it. */
export function useCreatePayout(merchantId: string) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSending, setIsSending] = useState(false);
  // State is as old as the last rendering; a second click in the same moment sees this.
  const isUnderWay = useRef(false);

  const send = async (contents: Contents) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsSending(true);
    setOutcome(null);
    changeIntention(merchantId, (it) => sending(it, contents, Date.now(), newIdempotencyKey));
    const { key } = intentionOf(merchantId);
    setOutcome(await deliver(merchantId, contents, key));
    isUnderWay.current = false;
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
    result = (await request(CREATE_PAYOUT, { input })).createPayout;
  } catch (error) {
    // Even an error that the server reports may have come after the payout was committed.
    return { kind: "unknown", message: error instanceof Refused ? error.message : null };
  }
  if (result.__typename === "CreatePayoutSuccess") {
    changeIntention(merchantId, (it) => accepted(it, key, newIdempotencyKey));
    announce(`Payout of ${formatRupees(result.payout.amountPaise)} accepted`);
    return { kind: "accepted", success: result };
  }
  const isConflict = result.__typename === "IdempotencyConflict";
  changeIntention(merchantId, (it) => refused(it, key, newIdempotencyKey, isConflict));
  return { kind: "refused", refusal: { ...result, amountPaise } };
}
