import { useFollowed } from "../api";
import { graphql } from "../gql";
import { useViewer } from "../session/useViewer";

const TO_APPROVE = graphql(`
  query PayoutsToApprove($merchantId: ID!, $first: Int!, $mine: Boolean!) {
    revision(merchantId: $merchantId)
    payoutsToApprove(merchantId: $merchantId, first: $first, mine: $mine) {
      payouts
      sumPaise
      people
      missing
      since
      expiresAt
      mayDecide
      payout {
        id
        reference
        bankAccount {
          accountHolderName
          accountNumberMasked
        }
        madeBy {
          kind
          name
        }
        approval {
          subject
        }
      }
      batch {
        id
        name
      }
    }
  }
`);

/** What waits for approval, oldest first; `isMine`: for whoever looks. */
export function useToApprove(merchantId: string, first: number, isMine: boolean) {
  const { data, error, refetch } = useFollowed(TO_APPROVE, { merchantId, first, mine: isMine });
  return { waiting: data?.payoutsToApprove, error, refetch: () => void refetch() };
}

/** The oldest ones that wait for whoever looks. */
export const MOST_MINE = 50;

/** For who may approve; none until `isWanted`. */
export function useMineToApprove(merchantId: string, isWanted: boolean): Waiting[] {
  const viewer = useViewer();
  const may = viewer?.kind === "PERSON" && viewer.scopes.includes("APPROVALS");
  const { data } = useFollowed(
    TO_APPROVE,
    { merchantId, first: MOST_MINE, mine: true },
    { enabled: isWanted && may },
  );
  return may ? (data?.payoutsToApprove ?? []) : [];
}

export type Waiting = NonNullable<ReturnType<typeof useToApprove>["waiting"]>[number];
