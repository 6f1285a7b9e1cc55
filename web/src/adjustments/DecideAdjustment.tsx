import { useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { Dialog, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { AdjustmentReview } from "./AdjustmentReview";
import { useAdjustment } from "./adjustments";
import { RejectAdjustment } from "./RejectAdjustment";

/** The adjustment named in the address: to decide, or to look at once it is decided. */
export function DecideAdjustment({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const { adjustment, error, refetch } = useAdjustment(filters.adjustment ?? "");
  const [isRejecting, setIsRejecting] = useState(false);
  const close = () =>
    go({ dialog: null, filters: { ...filters, adjustment: "" } }, { replace: true });
  // Another merchant's would show beside the wrong balance.
  if (!adjustment || adjustment.merchant.id !== merchantId) {
    return (
      <Dialog title="Adjustment" onClose={close}>
        {adjustment !== undefined ? (
          <EmptyState title="Adjustment not found">The link may be wrong.</EmptyState>
        ) : error ? (
          <ErrorState what="the adjustment" error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows what="the adjustment" count={3} />
        )}
      </Dialog>
    );
  }
  if (isRejecting && adjustment.status === "PROPOSED") {
    return <RejectAdjustment adjustment={adjustment} onEnd={() => setIsRejecting(false)} />;
  }
  return (
    <AdjustmentReview
      merchantId={merchantId}
      adjustment={adjustment}
      onReject={() => setIsRejecting(true)}
      onClose={close}
    />
  );
}
