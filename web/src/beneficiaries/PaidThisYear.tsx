import { Money } from "../ui";
import type { Beneficiary } from "./beneficiaryList";

/** What was paid in this financial year, or at least that, where the engine does not add up all payouts. */
export function PaidThisYear({ paid }: { paid: Beneficiary["paid"] }) {
  if (paid.thisYearPaise == null) return <span>Too much to show</span>;
  return (
    <>
      {!paid.isComplete && <span className="text-xs text-soft">over </span>}
      <Money paise={paid.thisYearPaise} />
    </>
  );
}
