import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Money } from "../ui";
import { isBatchInFlight, useBatch } from "./batchStore";

/** A reminder outside the review: a batch was sent, and no response came. */
export function UnansweredBatch({ merchantId }: { merchantId: string }) {
  const { view, item } = useLocation();
  const { id, sent } = useBatch(merchantId);
  // Its review and its own page tell it themselves.
  const isTold = view === "payouts/several" || (view === "payouts/batches" && item === id);
  if (!sent || isTold || isBatchInFlight(id)) return null;
  const paise = sent.rows.reduce((sum, row) => sum + (row.amountPaise ?? 0), 0);
  const count = sent.rows.length;
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-3 rounded-xl bg-wait-quiet px-5 py-3 text-sm text-wait">
      <p className="min-w-0 wrap-anywhere">
        We couldn't confirm your batch “{sent.name}” of {count} {count === 1 ? "payout" : "payouts"}
        , <Money paise={paise} />. Some or all may have been made.
      </p>
      <Link to={{ view: "payouts/several" }} className={buttonClasses("secondary", true)}>
        Check status
      </Link>
    </div>
  );
}
