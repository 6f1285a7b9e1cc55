import { lazy, Suspense, useState } from "react";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { useLocation } from "../navigation/navigation";
import { RANGES, type Range, rangeOf } from "../time/ranges";
import { Card, EmptyState, ErrorState, Skeleton } from "../ui";
import { PeriodChart } from "./PeriodChart";
import { type Period, useHistory } from "./useHistory";

const HistoryTable = lazy(async () => ({
  default: (await import("./HistoryTable")).HistoryTable,
}));

const TEXT: Record<Range, string> = { "30d": "30 days", "90d": "90 days", fy: "This FY" };

/** The range that the address names. */
export function useRange(): Range {
  return rangeOf(useLocation().filters.range);
}

/** The balance by day, or by week in a financial year, as a chart and as a table. */
export function HistoryCard({ merchantId }: { merchantId: string }) {
  const range = useRange();
  useCanonicalFilter("range", inAddress(range));
  return (
    <Card title="Balance history" action={<RangeFilter chosen={range} />}>
      <History merchantId={merchantId} range={range} />
    </Card>
  );
}

function RangeFilter({ chosen }: { chosen: Range }) {
  return (
    <div className="-mx-3 -my-2 min-w-0 print:hidden">
      <FilterBar label="Days shown">
        {RANGES.map((range) => (
          <FilterLink key={range} name="range" value={inAddress(range)} isChosen={range === chosen}>
            {TEXT[range]}
          </FilterLink>
        ))}
      </FilterBar>
    </div>
  );
}

/** The first range is the usual one, which the address leaves out. */
function inAddress(range: Range): string {
  return range === RANGES[0] ? "" : range;
}

function History({ merchantId, range }: { merchantId: string; range: Range }) {
  const { data, error, refetch, isPlaceholderData } = useHistory(merchantId, range);
  if (!data) {
    return error ? (
      <ErrorState what="the balance history" error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-98 w-full" />
    );
  }
  if (data.periods.every(isEmpty)) return <EmptyState title="No transactions yet" />;
  return (
    <div aria-busy={isPlaceholderData} className="transition-opacity aria-busy:opacity-50">
      <PeriodChart periods={data.periods} />
      <Data periods={data.periods} isByWeek={range === "fy"} />
    </div>
  );
}

function isEmpty({ maxPaise, heldClosePaise, inPaise, outPaise }: Period): boolean {
  return maxPaise + heldClosePaise + inPaise + outPaise === 0;
}

/** The chart's amounts, once they are asked for. */
function Data(props: { periods: Period[]; isByWeek: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="mt-3 text-sm" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded py-1 pointer-coarse:py-3 text-soft hover:text-ink">
        Show data
      </summary>
      <div className="mt-2 max-h-72 overflow-y-auto">
        {isOpen && (
          <Suspense fallback={<Skeleton className="h-40 w-full" />}>
            <HistoryTable {...props} />
          </Suspense>
        )}
      </div>
    </details>
  );
}
