import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";

const APPROVE = graphql(`
  mutation ApprovePayout($input: ApprovePayoutInput!) {
    result: approvePayout(input: $input) {
      __typename
      ... on DecidePayoutSuccess {
        payout {
          id
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const REJECT = graphql(`
  mutation RejectPayout($input: RejectPayoutInput!) {
    result: rejectPayout(input: $input) {
      __typename
      ... on DecidePayoutSuccess {
        payout {
          id
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const APPROVE_BATCH = graphql(`
  mutation ApprovePayoutBatch($input: ApprovePayoutBatchInput!) {
    result: approvePayoutBatch(input: $input) {
      __typename
      ... on DecidePayoutBatchSuccess {
        decided
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const REJECT_BATCH = graphql(`
  mutation RejectPayoutBatch($input: RejectPayoutBatchInput!) {
    result: rejectPayoutBatch(input: $input) {
      __typename
      ... on DecidePayoutBatchSuccess {
        decided
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export type Decision = "approve" | "reject";
export type Subject = { payoutId: string; subject: string } | { batchId: string };

/** A decision is taken once, so that sending it again is refused and does no harm. */
const UNSURE = "It may have been decided. Look at it again before you decide anew.";

/** Approves or rejects a payout or all of a batch's that wait for this person. */
export function useDecision(of: Subject, decision: Decision, onDone: () => void) {
  const fields = ["remark"] as const;
  const options = { fields, unsure: UNSURE, onDone };
  const verbs = {
    approve: useVerb(APPROVE, options),
    reject: useVerb(REJECT, options),
    approveBatch: useVerb(APPROVE_BATCH, options),
    rejectBatch: useVerb(REJECT_BATCH, options),
  };
  const { errors, isSending } = verbs["batchId" in of ? (`${decision}Batch` as const) : decision];
  const send = (remark: string) => {
    if ("batchId" in of) {
      const { batchId } = of;
      if (decision === "approve")
        verbs.approveBatch.send({ input: { batchId, remark: remark || null } });
      else verbs.rejectBatch.send({ input: { batchId, remark } });
    } else if (decision === "approve")
      verbs.approve.send({ input: { ...of, remark: remark || null } });
    else verbs.reject.send({ input: { ...of, remark } });
  };
  return { errors, isSending, send };
}
