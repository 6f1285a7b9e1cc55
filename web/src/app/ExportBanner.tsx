import { Suspense, useSyncExternalStore } from "react";
import { isAwaited, subscribe } from "../exports/isAwaited";
import { lazyPart } from "../ui/lazyPart";

const ExportNotice = lazyPart(async () => (await import("../exports/ExportNotice")).ExportNotice);

/** Asks for nothing unless this browser awaits an export. */
export function ExportBanner({ merchantId }: { merchantId: string }) {
  const awaits = useSyncExternalStore(subscribe, () => isAwaited(merchantId));
  return (
    <div role="status">
      {awaits && (
        <Suspense>
          <ExportNotice merchantId={merchantId} />
        </Suspense>
      )}
    </div>
  );
}
