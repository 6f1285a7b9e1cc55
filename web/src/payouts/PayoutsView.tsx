import { useEffect, useMemo, useRef } from "react";
import { Pages, shownText } from "../layout/Pages";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { useIsWide } from "../layout/useIsWide";
import { useLocation } from "../navigation/navigation";
import { isTop, placeNamed } from "../paging/place";
import { Card, classes, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { columnsNamed, namingColumns } from "./columns";
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

const PAGE = 50;

/** A merchant's payouts, narrowed and ordered by the address, and the one that is open beside them if there is room. */
export function PayoutsView({ merchantId }: { merchantId: string }) {
  const { filters, payout } = useLocation();
  const search = useMemo(() => searchNamed(filters), [filters]);
  const columns = columnsNamed(filters.columns);
  const place = placeNamed(filters);
  // Once the list grew in place: such a link still shows as many rows, before its other pages.
  const first = isTop(place) ? rowsNamed(filters.rows, PAGE) : PAGE;
  useCanonicalFilters({
    ...filtersNaming(search),
    columns: namingColumns(columns),
    after: place.after ?? "",
    before: place.before ?? "",
    rows: first > PAGE ? String(first) : "",
  });
  const { choice, sort } = search;
  const withoutTab = filterFor(search);
  const filter = { ...withoutTab, ...filterOfChoice(choice) };
  const payouts = usePayouts({ merchantId, filter, sort, first, place });
  const { rows, error, refetch, isOfLastChoice, beside } = payouts;
  const list = useRef<HTMLDivElement>(null);
  const fresh = useAnnouncedChanges(
    isOfLastChoice ? undefined : rows,
    `${merchantId} ${JSON.stringify([filter, sort, place])}`,
  );
  const [newer, older] = [JSON.stringify(beside.newer), JSON.stringify(beside.older)];
  useEffect(() => {
    const ids = isOfLastChoice ? [] : (rows ?? []).map(({ id }) => id);
    showPayouts({ ids, newer: JSON.parse(newer), older: JSON.parse(older) });
    return () => showPayouts(null);
  }, [rows, isOfLastChoice, newer, older]);
  useWalkKeys();
  const isBeside = useIsWide() && payout !== null;

  return (
    <div
      data-printed
      className={classes(isBeside && "grid grid-cols-[minmax(0,1fr)_26rem] items-start gap-5")}
    >
      <div className={classes("min-w-0", isBeside && "print:hidden")}>
        <Card isFlush>
          <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line print:hidden">
            <div className="min-w-0">
              <StatusFilter merchantId={merchantId} chosen={choice} filter={withoutTab} />
            </div>
            {!isBeside && (
              <div className="px-5 py-2 max-md:hidden">
                <ExactTimes />
              </div>
            )}
          </div>
          <PayoutFilters
            merchantId={merchantId}
            search={search}
            columns={columns}
            hasColumns={!isBeside}
          />
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
            <div
              ref={list}
              tabIndex={-1}
              aria-busy={isOfLastChoice}
              className="outline-none transition-opacity aria-busy:opacity-50"
            >
              <PayoutRows
                payouts={rows}
                fresh={fresh}
                open={payout}
                isTight={isBeside}
                columns={columns}
              />
              <Pages
                text={shownText(rows.length, undefined, ["payout", "payouts"])}
                beside={beside}
                isLoading={isOfLastChoice}
                list={list}
                isNewestFirst={sort === "NEWEST_FIRST"}
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
