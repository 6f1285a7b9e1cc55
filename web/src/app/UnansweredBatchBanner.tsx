import { lazy, Suspense } from "react";

const UnansweredBatch = lazy(async () => ({
  default: (await import("../batches/UnansweredBatch")).UnansweredBatch,
}));

/** The code of batches is fetched only by a tab that has put one together. */
export function UnansweredBatchBanner({ merchantId }: { merchantId: string }) {
  return (
    <div role="status">
      {hasBatch(merchantId) && (
        <Suspense>
          <UnansweredBatch merchantId={merchantId} />
        </Suspense>
      )}
    </div>
  );
}

function hasBatch(merchantId: string): boolean {
  try {
    // The name is batchStore's.
    return sessionStorage.getItem(`payout-engine:batch:${merchantId}`) !== null;
  } catch {
    return false;
  }
}
