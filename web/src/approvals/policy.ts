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

/** Read once: whoever changes it reads it again. */
export function usePolicy(merchantId: string) {
  const { data, error, refetch } = usePolled(APPROVAL_POLICY, { merchantId }, { everyMs: false });
  return { policy: data?.approvalPolicy, error, refetch: () => void refetch() };
}

export type Policy = NonNullable<ReturnType<typeof usePolicy>["policy"]>;

/** `From ₹10,000.00 on 2 people approve` */
export function bandText({ fromPaise, people }: Policy["bands"][number]): string {
  return `From ${formatRupees(fromPaise)} on ${people} ${people === 1 ? "person approves" : "people approve"}`;
}

/** `3 days`, or `36 hours` where that is no number of days. */
export function hoursText(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}
