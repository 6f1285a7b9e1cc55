import { useEffect, useMemo } from "react";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { useIsWide } from "../layout/useIsWide";
import { go, useLocation } from "../navigation/navigation";
import { Card, classes, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { NoPayouts } from "./NoPayouts";
import { PayoutFilters } from "./PayoutFilters";
import { PayoutPanel } from "./PayoutPanel";
import { PayoutRows } from "./PayoutRows";
import { usePayouts } from "./payoutList";
import { filterFor, filterOfChoice, filtersNaming, rowsNamed, searchNamed } from "./payoutSearch";
import { StatusFilter } from "./StatusFilter";
import { showPayouts } from "./shownPayouts";
import { TotalsLine } from "./TotalsLine";
import { useAnnouncedChanges } from "./useAnnouncedChanges";
import { useWalkKeys } from "./useWalkKeys";

const PAGE = 25;

/** A merchant's payouts, narrowed and ordered by the address, and the one that is open beside them if there is room. */
export function PayoutsView({ merchantId }: { merchantId: string }) {
  const { filters, payout } = useLocation();
  const search = useMemo(() => searchNamed(filters), [filters]);
  const shown = rowsNamed(filters.rows, PAGE);
  const understood = { ...filtersNaming(search), rows: shown > PAGE ? String(shown) : "" };
  useCanonicalFilters(understood);
  const { choice, sort } = search;
  const withoutTab = filterFor(search);
  const filter = { ...withoutTab, ...filterOfChoice(choice) };
  const payouts = usePayouts({ merchantId, choice, filter, sort, first: PAGE, shown });
  const { rows, error, refetch, isOfLastChoice } = payouts;
  const fresh = useAnnouncedChanges(
    isOfLastChoice ? undefined : rows,
    `${merchantId} ${JSON.stringify([filter, sort])}`,
  );
  useEffect(() => {
    showPayouts(isOfLastChoice ? [] : (rows ?? []).map(({ id }) => id));
    return () => showPayouts([]);
  }, [rows, isOfLastChoice]);
  useWalkKeys(isOfLastChoice ? [] : (rows ?? []).map(({ id }) => id));
  const isBeside = useIsWide() && payout !== null;

  return (
    <div
      data-printed
      className={classes(isBeside && "grid grid-cols-[minmax(0,1fr)_27rem] items-start gap-5")}
    >
      <div className={classes("min-w-0", isBeside && "print:hidden")}>
        <Card isFlush>
          <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line print:hidden">
            <div className="min-w-0">
              <StatusFilter merchantId={merchantId} chosen={choice} filter={withoutTab} />
            </div>
            <div className="px-5 py-2 max-md:pt-0">
              <ExactTimes />
            </div>
          </div>
          <PayoutFilters merchantId={merchantId} search={search} />
          <div className="border-b border-line">
            <TotalsLine
              merchantId={merchantId}
              filter={filter}
              sort={sort}
              from={search.from}
              to={search.to}
            />
          </div>
          {rows && rows.length > 0 && (
            <div aria-busy={isOfLastChoice} className="transition-opacity aria-busy:opacity-50">
              <PayoutRows payouts={rows} fresh={fresh} open={payout} isTight={isBeside} />
              <LoadMore
                what={rows.length === 1 && !payouts.hasMore ? "payout" : "payouts"}
                shown={rows.length}
                total={payouts.totalCount ?? rows.length}
                hasMore={payouts.hasMore}
                isLoading={payouts.isLoadingMore}
                error={payouts.moreError}
                onLoadMore={() => {
                  payouts.loadMore();
                  // A reload, or Back from elsewhere, loads as many again.
                  const loaded = String(rowsNamed(String(rows.length + PAGE), PAGE));
                  go({ filters: { ...filters, rows: loaded } }, { replace: true });
                }}
              />
            </div>
          )}
          {rows?.length === 0 && !isOfLastChoice && <NoPayouts search={search} />}
          {!rows && error && <ErrorState what="the payouts" error={error} onRetry={refetch} />}
          {!rows && !error && <SkeletonRows what="the payouts" count={8} />}
        </Card>
      </div>
      {isBeside && <PayoutPanel merchantId={merchantId} payoutId={payout} />}
    </div>
  );
}
