import type { PayoutStatus } from "../gql/graphql";
import { Badge, type BadgeKind } from "./Badge";

const STATUS: Record<PayoutStatus, { text: string; kind: BadgeKind }> = {
  PENDING: { text: "Pending", kind: "plain" },
  PROCESSING: { text: "Processing", kind: "wait" },
  COMPLETED: { text: "Paid", kind: "ok" },
  FAILED: { text: "Failed", kind: "bad" },
};

/** A paid payout whose money came back: `returned` in the API. */
export const RETURNED_TEXT = "Returned";
/** A payout in processing whose outcome stays unknown: `needsReview` in the API. */
export const UNCONFIRMED_TEXT = "Unconfirmed";

/** A pending payout that waits for its time: `scheduled` in the API's filters. */
export const SCHEDULED_TEXT = "Scheduled";

export function statusText(status: PayoutStatus): string {
  return STATUS[status].text;
}

type Props = {
  status: PayoutStatus;
  /** Shows "Unconfirmed" in place of the status. */
  needsReview?: boolean;
  /** Shows "Scheduled" in place of the status. */
  isScheduled?: boolean;
  /** Shows "To approve" in place of the status. */
  isToApprove?: boolean;
  /** Shows "Returned" in place of the status: paid, and the money came back. */
  isReturned?: boolean;
};

export function StatusBadge({
  status,
  needsReview = false,
  isScheduled = false,
  isToApprove = false,
  isReturned = false,
}: Props) {
  if (isReturned) return <Badge text={RETURNED_TEXT} kind="strong" />;
  if (isToApprove) return <Badge text="To approve" kind="wait" />;
  if (isScheduled) return <Badge text={SCHEDULED_TEXT} kind="plain" />;
  return needsReview ? <ReviewBadge /> : <Badge {...STATUS[status]} />;
}

export function ReviewBadge() {
  return <Badge text={UNCONFIRMED_TEXT} kind="strong" />;
}
