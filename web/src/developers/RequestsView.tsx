import { useMemo } from "react";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { DevelopersNav } from "./DevelopersNav";
import { FindRequest } from "./FindRequest";
import { RequestRows } from "./RequestRows";
import { OUTCOMES, requestSearchOf, useRequests } from "./requests";

/** The merchant's calls that were refused, that failed or that changed something. */
export function RequestsView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const search = useMemo(() => requestSearchOf(filters), [filters]);
  const { outcome, requestId, keyId } = search;
  const understood = useMemo(
    () => ({ outcome: outcome ?? "", request: requestId ?? "", key: keyId ?? "" }),
    [outcome, requestId, keyId],
  );
  useCanonicalFilters(understood);
  const { requests, error, refetch, ...pages } = useRequests(merchantId, search);
  const isNarrowed = Boolean(outcome || requestId || keyId);
  return (
    <>
      <DevelopersNav />
      <Card
        title="Calls of the last seven days"
        isFlush
        action={requests && requests.length > 0 && <ExactTimes />}
      >
        <div className="grid gap-1 border-b border-line pb-3 print:hidden">
          <FilterBar label="Filter by outcome">
            <FilterLink name="outcome" value="" isChosen={!outcome}>
              All
            </FilterLink>
            {(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]).map((name) => (
              <FilterLink key={name} name="outcome" value={name} isChosen={outcome === name}>
                {OUTCOMES[name].text}
              </FilterLink>
            ))}
          </FilterBar>
          <div className="flex flex-wrap items-end gap-3 px-5">
            <FindRequest key={requestId} chosen={requestId} />
            {isNarrowed && (
              <Link to={{ filters: {} }} className={buttonClasses("quiet", true)}>
                {keyId ? "Show all keys" : "Clear filters"}
              </Link>
            )}
          </div>
        </div>
        {requests && requests.length > 0 && (
          <>
            <RequestRows requests={requests} />
            <LoadMore
              what={requests.length === 1 && !pages.hasMore ? "request" : "requests"}
              shown={requests.length}
              total={pages.totalCount ?? requests.length}
              hasMore={pages.hasMore}
              isLoading={pages.isLoadingMore}
              error={error}
              onLoadMore={pages.loadMore}
            />
          </>
        )}
        {requests?.length === 0 &&
          (isNarrowed ? (
            <EmptyState title="No matching requests">
              We keep seven days, without successful reads and replays.
            </EmptyState>
          ) : (
            <EmptyState title="No requests yet">
              Calls that change something or go wrong appear here within seconds.
            </EmptyState>
          ))}
        {!requests && error && <ErrorState what="the requests" error={error} onRetry={refetch} />}
        {!requests && !error && <SkeletonRows what="the requests" count={4} />}
      </Card>
    </>
  );
}
