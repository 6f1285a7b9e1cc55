import { Link } from "../navigation/Link";
import { NextCheck } from "../payouts/Age";
import { useAskBank } from "../payouts/useAskBank";
import { Button, buttonClasses } from "../ui";
import type { AttentionRow } from "./attention";

/** What an operator can do about it, in its row. */
export function NextAction({ row }: { row: AttentionRow }) {
  const { kind, payout } = row;
  const { ask, isAsking, refusal } = useAskBank(payout.id);
  if (kind === "STUCK") return null;
  if (kind === "FAILING_IN_A_ROW") {
    return (
      <Link
        to={{
          merchant: payout.merchant.id,
          view: "beneficiaries",
          item: payout.bankAccount.id,
          filters: {},
        }}
        aria-label={`Manage beneficiary ${payout.bankAccount.accountHolderName}, for ${payout.merchant.name}`}
        className={`relative z-1 ${buttonClasses("secondary", true)}`}
      >
        Manage beneficiary
      </Link>
    );
  }
  const isDue = !payout.nextAttemptAt || Date.parse(payout.nextAttemptAt) <= Date.now();
  return (
    <div className="relative z-1 grid justify-items-start gap-1">
      <Button
        isSmall
        aria-disabled={isAsking || isDue}
        onClick={() => isDue || ask()}
        aria-label={`Check now, ${payout.bankAccount.accountHolderName}, for ${payout.merchant.name}`}
      >
        Check now
      </Button>
      <span aria-live="polite" className="text-xs text-soft">
        {isDue ? "Checking now" : payout.nextAttemptAt && <NextCheck at={payout.nextAttemptAt} />}
      </span>
      {refusal && (
        <p role="alert" className="text-xs text-bad">
          {refusal}
        </p>
      )}
    </div>
  );
}
