import type { PayoutStatus } from "../gql/graphql";
import { classes } from "./classes";

const STATUS: Record<PayoutStatus, { text: string; colours: string }> = {
  PENDING: { text: "Pending", colours: "bg-hover text-soft" },
  PROCESSING: { text: "Processing", colours: "bg-wait-quiet text-wait" },
  COMPLETED: { text: "Paid", colours: "bg-ok-quiet text-ok" },
  FAILED: { text: "Failed", colours: "bg-bad-quiet text-bad" },
};

/** A payout in processing whose outcome stays unknown: `needsReview` in the API. */
export const UNCONFIRMED_TEXT = "Unconfirmed";

export function statusText(status: PayoutStatus): string {
  return STATUS[status].text;
}

type Props = {
  status: PayoutStatus;
  /** Shows "Unconfirmed" in place of the status. */
  needsReview?: boolean;
};

export function StatusBadge({ status, needsReview = false }: Props) {
  return needsReview ? <ReviewBadge /> : <Badge {...STATUS[status]} />;
}

export function ReviewBadge() {
  return <Badge text={UNCONFIRMED_TEXT} colours="bg-wait text-surface" />;
}

function Badge({ text, colours }: { text: string; colours: string }) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        colours,
      )}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {text}
    </span>
  );
}
