import { lazy, Suspense } from "react";
import { useAwaitedExports } from "../exports/awaited";

const ExportNotice = lazy(async () => ({
  default: (await import("../exports/ExportNotice")).ExportNotice,
}));

/** Asks for nothing unless this browser awaits an export. */
export function ExportBanner({ merchantId }: { merchantId: string }) {
  const awaits = useAwaitedExports(merchantId).length > 0;
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
