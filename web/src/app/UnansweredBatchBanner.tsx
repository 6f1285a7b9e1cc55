import { Suspense } from "react";
import { ofTab, readStored } from "../navigation/storage";
import { lazyPart } from "../ui/lazyPart";

const UnansweredBatch = lazyPart(
  async () => (await import("../batches/UnansweredBatch")).UnansweredBatch,
);

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
  // The name is batchStore's.
  return readStored(ofTab, `payout-engine:batch:${merchantId}`) !== null;
}
