import { useMerchantDetails } from "./merchantDetails";
import { SuspendedNotice } from "./SuspendedNotice";

/** Since when the merchant is suspended, and the reason for those who may read it. */
export function MerchantSuspended({ merchantId }: { merchantId: string }) {
  // That it is suspended is known already, and told at once.
  return <SuspendedNotice merchant={useMerchantDetails(merchantId).merchant ?? {}} />;
}
