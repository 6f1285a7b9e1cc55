import { useMemo } from "react";
import { useFollowed } from "../api";
import { Link } from "../navigation/Link";
import { RECENT } from "../start/firstRequests";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { PayoutRows } from "./PayoutRows";
import { PAYOUTS_PAGE } from "./payoutList";
import { useAnnouncedChanges } from "./useAnnouncedChanges";

export function RecentPayouts({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useFollowed(PAYOUTS_PAGE, { merchantId, first: RECENT });
  // Memoized, since every new array is searched for changes.
  const rows = useMemo(() => data?.payouts.edges.map(({ node }) => node), [data]);
  const fresh = useAnnouncedChanges(rows, merchantId);
  const hasRows = rows && rows.length > 0;
  return (
    <Card
      isFlush
      title="Recent payouts"
      action={
        hasRows && (
          <Link to={{ view: "payouts" }} className={buttonClasses("quiet", true)}>
            All payouts
          </Link>
        )
      }
    >
      {hasRows && <PayoutRows payouts={rows} fresh={fresh} />}
      {rows?.length === 0 && (
        <EmptyState title="No payouts yet">Your first payout will appear here.</EmptyState>
      )}
      {!rows && error && (
        <ErrorState what="the payouts" error={error} onRetry={() => void refetch()} />
      )}
      {!rows && !error && <SkeletonRows what="the payouts" />}
    </Card>
  );
}
