import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Money, Time } from "../ui";
import { AdjustmentBadge } from "./AdjustmentBadge";
import { type Adjustment, directionText, STATUS_TEXT } from "./adjustments";

export function AdjustmentRows({ adjustments }: { adjustments: Adjustment[] }) {
  return (
    <ul aria-label="Adjustments" className="divide-y divide-line">
      {adjustments.map((adjustment) => (
        <AdjustmentRow key={adjustment.id} adjustment={adjustment} />
      ))}
    </ul>
  );
}

function AdjustmentRow({ adjustment }: { adjustment: Adjustment }) {
  const { filters } = useLocation();
  const { id, direction, amountPaise, reason, status, entry } = adjustment;
  const action = status === "PROPOSED" ? "Review" : "View";
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3.5 text-sm">
      <div className="grid min-w-60 flex-1 gap-0.5">
        <p>
          {directionText(direction)} of{" "}
          <span className="font-medium">
            <Money paise={amountPaise} />
          </span>
        </p>
        <p className="wrap-anywhere">{reason}</p>
        <p className="text-xs wrap-anywhere text-soft">
          <Steps adjustment={adjustment} />
        </p>
      </div>
      <AdjustmentBadge status={status} />
      <Link
        to={{ dialog: "decide-adjustment", filters: { ...filters, adjustment: id } }}
        aria-label={`${action} ${directionText(direction).toLowerCase()} of ${formatRupees(amountPaise)}: ${reason}`}
        className={`${buttonClasses("secondary", true)} print:hidden`}
      >
        {action}
      </Link>
      {entry && <span className="sr-only">Ledger entry {entry.sequence}</span>}
    </li>
  );
}

/** `Proposed by asha@example.in, 28 Nov, 14:05 IST · Approved by ravi@example.in, …` */
export function Steps({ adjustment }: { adjustment: Adjustment }) {
  const { proposedBy, viewerDidPropose, createdAt, status, decidedBy, decidedAt } = adjustment;
  return (
    <>
      Proposed by {viewerDidPropose ? "you" : proposedBy}, <Time at={createdAt} hasZone />
      {decidedAt && (
        <>
          {" · "}
          {STATUS_TEXT[status]}
          {decidedBy && ` by ${decidedBy}`}, <Time at={decidedAt} hasZone />
        </>
      )}
    </>
  );
}
