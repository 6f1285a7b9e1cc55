import { Card, ErrorState, SkeletonRows } from "../ui";
import { MerchantCard } from "./MerchantCard";
import { MerchantNav } from "./MerchantNav";
import { useMerchantDetails } from "./merchantDetails";

/** Who the merchant is, and whether it may pay. */
export function MerchantView({ merchantId }: { merchantId: string }) {
  const { merchant, error, refetch } = useMerchantDetails(merchantId);
  return (
    <>
      <MerchantNav />
      {merchant ? (
        <MerchantCard merchant={merchant} />
      ) : (
        <Card>
          {error ? (
            <ErrorState what="the merchant" error={error} onRetry={refetch} />
          ) : (
            <SkeletonRows what="the merchant" count={4} />
          )}
        </Card>
      )}
    </>
  );
}
