import { Link } from "../navigation/Link";
import { buttonClasses, EmptyState } from "../ui";

export function PayoutNotFound() {
  return (
    <EmptyState
      title="Payout not found"
      action={
        <Link to={{ view: "payouts", payout: null }} className={buttonClasses()}>
          Back to payouts
        </Link>
      }
    >
      It may belong to another merchant, or the link may be wrong.
    </EmptyState>
  );
}
