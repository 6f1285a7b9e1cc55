import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { AuditFilters } from "./AuditFilters";
import { AuditRows } from "./AuditRows";
import { auditSearchNamed, useAuditEvents } from "./audit";
import { OperationsNav } from "./OperationsNav";

/** For operators: who did what, and when, over all merchants or of one. */
export function AuditView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const search = auditSearchNamed(filters);
  useCanonicalFilters(search);
  const { rows, error, refetch, ...pages } = useAuditEvents(search);
  return (
    <>
      <OperationsNav />
      <Card title="Who did what" isFlush action={rows && rows.length > 0 && <ExactTimes />}>
        <AuditFilters key={JSON.stringify(search)} search={search} merchantId={merchantId} />
        {rows && rows.length > 0 && (
          <>
            <AuditRows rows={rows} />
            <LoadMore
              what={rows.length === 1 && !pages.hasMore ? "act" : "acts"}
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
          <EmptyState
            title="No such acts"
            action={
              <Link to={{ filters: {} }} className={buttonClasses()}>
                Show all
              </Link>
            }
          />
        )}
        {!rows && error && <ErrorState what="the audit log" error={error} onRetry={refetch} />}
        {!rows && !error && <SkeletonRows what="the audit log" count={6} />}
      </Card>
    </>
  );
}
