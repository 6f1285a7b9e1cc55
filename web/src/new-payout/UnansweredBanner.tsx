import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Money } from "../ui";
import { isInFlight, useDraft } from "./draftStore";

/** A reminder outside the form: a payout was sent, and no response came. */
export function UnansweredBanner({ merchantId }: { merchantId: string }) {
  const { view } = useLocation();
  const sent = useDraft(merchantId).sent.find(({ key }) => !isInFlight(key));
  return (
    <div role="status">
      {sent && view !== "payouts/new" && (
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3 rounded-xl bg-wait-quiet px-5 py-3 text-sm text-wait">
          <p>
            We couldn't confirm your payout of <Money paise={sent.amountPaise} />. It may have been
            made.
          </p>
          <Link to={{ view: "payouts/new" }} className={buttonClasses("secondary", true)}>
            Check status
          </Link>
        </div>
      )}
    </div>
  );
}
