import type { PayoutRowFragment } from "../gql/graphql";
import { NextCheck } from "./Age";
import { fundLocationShort } from "./fundLocation";
import { isScheduled, isToApprove, scheduleText } from "./scheduleText";

type Props = {
  row: Pick<
    PayoutRowFragment,
    | "bankReferenceId"
    | "nextAttemptAt"
    | "notBefore"
    | "failureReason"
    | "status"
    | "needsReview"
    | "moneyIs"
    | "nextAction"
  >;
  isCard?: boolean;
};

/** The UTR of a paid payout, the reason of a failed one, or the next step of an open one. */
export function NextStep({ row, isCard = false }: Props) {
  if (row.bankReferenceId) return row.bankReferenceId;
  if (row.failureReason) {
    return (
      <span
        className={
          isCard ? "font-sans text-soft" : "line-clamp-2 font-sans text-soft print:line-clamp-none"
        }
      >
        {row.failureReason}
      </span>
    );
  }
  if (row.status === "PROCESSING" && row.nextAttemptAt) {
    return (
      <span className="font-sans text-soft">
        {row.needsReview && `${fundLocationShort(row.moneyIs)}. `}
        <NextCheck at={row.nextAttemptAt} />
      </span>
    );
  }
  if (isToApprove(row)) return <span className="font-sans text-soft">Waits for approval</span>;
  if (row.notBefore && isScheduled(row))
    return <span className="font-sans text-soft">Sends {scheduleText(row.notBefore)}</span>;
  if (row.status === "PROCESSING")
    return <span className="font-sans text-soft">With the bank</span>;
  return isCard ? null : <None />;
}

function None() {
  return (
    <span className="text-soft">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
