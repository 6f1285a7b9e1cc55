import { Suspense } from "react";
import { useFollowed } from "../api";
import { PAYOUTS_PAGE } from "../payouts/payoutList";
import { RECENT } from "../start/firstRequests";
import { lazyPart } from "../ui/lazyPart";

const FirstStepsCard = lazyPart(async () => (await import("./FirstStepsCard")).FirstStepsCard);

/** For a merchant that has never paid. What the list of recent payouts has asked for tells. */
export function FirstSteps({ merchantId }: { merchantId: string }) {
  const { data } = useFollowed(PAYOUTS_PAGE, { merchantId, first: RECENT });
  if (data?.payouts.edges.length !== 0) return null;
  return (
    <Suspense>
      <FirstStepsCard merchantId={merchantId} />
    </Suspense>
  );
}
