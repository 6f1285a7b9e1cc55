import type { ApprovalOutcome } from "../gql/graphql";

const HEADINGS: Record<ApprovalOutcome, string> = {
  WAITING: "Waits for approval",
  OPENED: "Approved",
  REJECTED: "Rejected",
  EXPIRED: "Approval ran out",
  CANCELLED: "Cancelled before its approval",
};

export function headingOf(outcome: ApprovalOutcome): string {
  return HEADINGS[outcome];
}

/** How far the approval has come: `1 of 2 people have approved it.` */
export function approvedText(approval: { people: number; approvedBy: readonly object[] }): string {
  const { people, approvedBy } = approval;
  const have = approvedBy.length;
  if (people === 1) return have ? "One person has approved it." : "One person has to approve it.";
  return have
    ? `${have} of ${people} people have approved it.`
    : `${people} people have to approve it.`;
}
