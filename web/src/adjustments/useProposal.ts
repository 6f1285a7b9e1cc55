import { useRef, useState } from "react";
import { newIdempotencyKey, Refused, useSend } from "../api";
import { shortfallText } from "../balance/shortfall";
import { type FormErrors, failedForm, refusedField } from "../forms/refusal";
import { useUnansweredForm } from "../forms/useUnansweredForm";
import { graphql } from "../gql";
import { announce } from "../navigation/announcer";
import { type Contents, keyFor, type Sent, storedProposal } from "./proposal";

const PROPOSE_ADJUSTMENT = graphql(`
  mutation ProposeAdjustment($input: ProposeAdjustmentInput!) {
    result: proposeAdjustment(input: $input) {
      __typename
      ... on ProposeAdjustmentSuccess {
        replayed
      }
      ... on InsufficientFunds {
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

const FIELDS = ["direction", "amountPaise", "reason"] as const;
export type ProposalErrors = FormErrors<(typeof FIELDS)[number]>;
const SEND_AGAIN = "It may have been proposed. Send it again: it's proposed only once.";

/** Sends a proposal under a key that outlives a reload, until the server has said what became of it. */
export function useProposal(merchantId: string) {
  const kept = useUnansweredForm(`payout-engine:adjustment:${merchantId}`);
  const [sent, setSent] = useState<Sent | null>(() => storedProposal(kept.found));
  const [errors, setErrors] = useState<ProposalErrors>({});
  const [done, setDone] = useState<{ isReplay: boolean } | null>(null);
  const proposing = useSend(PROPOSE_ADJUSTMENT);
  // State lags until the next render; a ref stops a second click in the same moment.
  const isBusy = useRef(false);

  const forget = () => {
    setSent(null);
    kept.forget();
  };

  const send = (contents: Contents) => {
    if (isBusy.current) return;
    isBusy.current = true;
    const key = keyFor(contents, sent, newIdempotencyKey);
    setErrors({});
    setSent({ ...contents, key });
    kept.keep({ ...contents, amountPaise: String(contents.amountPaise), key });
    proposing.mutate(
      { input: { merchantId, ...contents, idempotencyKey: key } },
      {
        onSettled: () => {
          isBusy.current = false;
        },
        onError: (error) => {
          // A refusal with a code of its own is certain, as FORBIDDEN is; anything else may have been carried out.
          if (error instanceof Refused && error.code && error.code !== "INTERNAL_ERROR") forget();
          setErrors(failedForm(error, SEND_AGAIN));
        },
        onSuccess: ({ result }) => {
          forget();
          if (result.__typename === "ProposeAdjustmentSuccess") {
            announce("Adjustment proposed");
            setDone({ isReplay: result.replayed });
          } else if (result.__typename === "InsufficientFunds")
            setErrors({ amountPaise: shortfallText(contents.amountPaise, result.availablePaise) });
          else if (result.__typename === "IdempotencyConflict")
            setErrors({
              form: `${result.message} Nothing was proposed. Send again to use a new key.`,
            });
          else setErrors(refusedField(result, FIELDS));
        },
      },
    );
  };

  return { sent, errors, setErrors, done, isSending: proposing.isPending, send };
}
