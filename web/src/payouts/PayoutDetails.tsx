import { go } from "../navigation/navigation";
import { Dialog } from "../ui";
import { PayoutContent } from "./PayoutContent";
import { PayoutSteps } from "./PayoutSteps";
import { usePayoutDetails } from "./usePayoutDetails";

/** A payout over the page that it was opened from. */
export function PayoutDetails({ merchantId, payoutId }: { merchantId: string; payoutId: string }) {
  const state = usePayoutDetails(merchantId, payoutId);
  return (
    <Dialog place="side" title={state.title} onClose={() => go({ payout: null })}>
      <PayoutSteps payoutId={payoutId} />
      <PayoutContent {...state} />
    </Dialog>
  );
}
