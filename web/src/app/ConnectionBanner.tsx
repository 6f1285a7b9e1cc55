import { connection, useOutage, useStaleReason } from "../api";
import { clockText } from "../time/india";
import { Button } from "../ui";

/** Tells that the server is down, and how old the figures are. */
export function ConnectionBanner() {
  const outage = useOutage();
  const staleReason = useStaleReason();
  return (
    <div role="status">
      {(outage || staleReason) && (
        <div className="border-b border-line bg-wait-quiet text-wait">
          <div className="mx-auto flex min-h-12 max-w-7xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 text-sm sm:px-6">
            <p className="min-w-0 flex-1">
              {outage
                ? outageText(outage.lastAnswerAt)
                : `Some data is out of date. ${staleReason}`}
            </p>
            {outage && (
              <Button
                kind="quiet"
                isSmall
                aria-disabled={outage.isProbing}
                onClick={() => outage.isProbing || connection.tryNow()}
                className="text-inherit"
              >
                {outage.isProbing ? "Retrying…" : "Retry now"}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function outageText(lastAnswerAt: number | null): string {
  if (lastAnswerAt === null) return "Can't reach the server. Retrying…";
  return `Can't reach the server. Showing data from ${clockText(lastAnswerAt)} IST. Reconnecting…`;
}
