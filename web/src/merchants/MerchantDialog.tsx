import type { ReactNode } from "react";
import { closeDialog } from "../forms/FormDialog";
import { Dialog, ErrorState, SkeletonRows } from "../ui";
import { type MerchantDetails, useMerchantDetails } from "./merchantDetails";

type Props = {
  title: string;
  merchantId: string;
  children: (merchant: MerchantDetails) => ReactNode;
};

/** Loads the merchant before its form, under the form's title. */
export function MerchantDialog({ title, merchantId, children }: Props) {
  const { merchant, error, refetch } = useMerchantDetails(merchantId);
  if (merchant) return children(merchant);
  return (
    <Dialog title={title} onClose={closeDialog}>
      {error ? (
        <ErrorState what="the merchant" error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows what="the merchant" count={2} />
      )}
    </Dialog>
  );
}
