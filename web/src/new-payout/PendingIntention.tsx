import { Link } from "../app/Link";
import { usePlace } from "../app/navigation";
import { buttonClasses, Money } from "../ui";
import { isUnderWay, useIntention } from "./intentionStore";

/** Outside the form: a reminder of a payout that was sent and never answered. */
export function PendingIntention({ merchantId }: { merchantId: string }) {
  const { dialog } = usePlace();
  const sent = useIntention(merchantId).sent.find(({ key }) => !isUnderWay(key));
  return (
    <div role="status">
      {sent && dialog !== "new-payout" && (
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3 rounded-xl bg-wait-quiet px-5 py-3 text-sm text-wait">
          <p>
            A payout of <Money paise={sent.amountPaise} /> was sent, and no answer came.
          </p>
          <Link to={{ dialog: "new-payout" }} className={buttonClasses("secondary", true)}>
            Look into it
          </Link>
        </div>
      )}
    </div>
  );
}
