import { usePolled } from "../api";
import { graphql } from "../gql";
import { formatRupees } from "../money";

const APPROVAL_POLICY = graphql(`
  query ApprovalPolicy($merchantId: ID!) {
    approvalPolicy(merchantId: $merchantId) {
      version
      expiresAfterHours
      setBy
      setAt
      bands {
        fromPaise
        people
      }
    }
  }
`);

/** Read once: whoever changes it reads it again. `isFresh`: read since it is shown here. */
export function usePolicy(merchantId: string) {
  const { data, error, refetch, isFetchedAfterMount } = usePolled(
    APPROVAL_POLICY,
    { merchantId },
    { everyMs: false },
  );
  const isFresh = isFetchedAfterMount && !error;
  return { policy: data?.approvalPolicy, isFresh, error, refetch: () => void refetch() };
}

export type Policy = NonNullable<ReturnType<typeof usePolicy>["policy"]>;

/** `From ₹10,000.00 on 2 people approve` */
export function bandText({ fromPaise, people }: Policy["bands"][number]): string {
  return `From ${formatRupees(fromPaise)} on ${people} ${people === 1 ? "person approves" : "people approve"}`;
}

/** Offered as the longest wait for approvals, in hours. */
const WAITS = [24, 72, 168, 336, 720, 2232];

/** Those that are offered, and the one that is in force: a policy set over the API may have any. */
export function waitChoices(inForce: number): number[] {
  return [...new Set([...WAITS, inForce])].sort((a, b) => a - b);
}

/** `3 days`, or `36 hours` where that is no number of days. */
export function hoursText(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}
