import { Card, ErrorState, SkeletonRows } from "../ui";
import { MerchantCard } from "./MerchantCard";
import { useMerchantDetails } from "./merchantDetails";

/** Who the merchant is, and whether it may pay. */
export function MerchantView({ merchantId }: { merchantId: string }) {
  const { merchant, error, refetch } = useMerchantDetails(merchantId);
  if (merchant) return <MerchantCard merchant={merchant} />;
  return (
    <Card>
      {error ? (
        <ErrorState what="the merchant" error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows what="the merchant" count={4} />
      )}
    </Card>
  );
}
