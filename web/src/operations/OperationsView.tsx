import { LoadMore } from "../layout/LoadMore";
import { Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { AttentionRows } from "./AttentionRows";
import { useAttention } from "./attention";
import { HealthNotice } from "./HealthNotice";
import { MerchantSearch } from "./MerchantSearch";
import { OperationsNav } from "./OperationsNav";

/** For operators, over all merchants: what needs somebody, and any merchant's page. */
export function OperationsView() {
  return (
    <>
      <OperationsNav />
      <div className="grid gap-5">
        <HealthNotice />
        <Attention />
        <MerchantSearch />
      </div>
    </>
  );
}

function Attention() {
  const { rows, error, refetch, ...pages } = useAttention();
  return (
    <Card title="Needs you" isFlush action={rows && rows.length > 0 && <ExactTimes />}>
      {rows && rows.length > 0 && (
        <>
          <AttentionRows rows={rows} />
          <LoadMore
            what={rows.length === 1 && !pages.hasMore ? "problem" : "problems"}
            shown={rows.length}
            total={pages.totalCount ?? rows.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={error}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {rows?.length === 0 && (
        <EmptyState title="Nothing needs you">
          No payout is unconfirmed or stuck, and no account fails in a row.
        </EmptyState>
      )}
      {!rows && error && <ErrorState what="what needs you" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="what needs you" count={4} />}
    </Card>
  );
}
