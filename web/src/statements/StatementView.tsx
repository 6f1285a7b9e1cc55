import { FilterSwitch } from "../layout/FilterSwitch";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { useLocation } from "../navigation/navigation";
import { exactText, spanText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { Button, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { FiguresByPeriod, StatementFigures } from "./Figures";
import { StatementFiles } from "./Files";
import { PeriodChoice } from "./PeriodChoice";
import { filtersNaming, periodOf } from "./period";
import { StatementRows } from "./Rows";
import { movesMoney, type Statement, useStatement } from "./statement";

const SHOWN = "shown";

/** What a merchant had, got and paid in some days of India: the financial year first. */
export function StatementView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  // By the minute: a new day begins while the page is open.
  const now = Number(useTextOfNow((at) => String(at - (at % 60_000))));
  const period = periodOf(filters, now);
  const hasHolds = filters.holds === SHOWN;
  useCanonicalFilters({ ...filtersNaming(period, now), holds: hasHolds ? SHOWN : "" });
  const { span } = period;
  const { data, error, isTooLong, isFetching, at, refetch } = useStatement(merchantId, span);
  const name = spanText(span.from, span.to);
  return (
    <div data-printed className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Card isFlush>
        <PeriodChoice key={`${span.from} ${span.to}`} period={period} now={now} />
      </Card>
      <Card title={`Statement, ${name}`}>
        <div className="grid gap-5">
          {data && <StatementFigures of={data.statement} />}
          {!data && isTooLong && <FiguresByPeriod merchantId={merchantId} span={span} now={now} />}
          {!data && error && !isTooLong && (
            <ErrorState what="the statement" error={error} onRetry={refetch} />
          )}
          {!data && !error && <SkeletonRows what="the statement" count={3} />}
          {data && (
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
              {data.statement.is_closed
                ? "These days are over: the statement never changes."
                : `Not over yet: as of ${exactText(at)} IST.`}
              {!data.statement.is_closed && (
                <Button
                  isSmall
                  kind="quiet"
                  aria-disabled={isFetching}
                  onClick={() => isFetching || refetch()}
                  className="print:hidden"
                >
                  {isFetching ? "Reading…" : "Read again"}
                </Button>
              )}
            </p>
          )}
          {(data || isTooLong) && (
            <StatementFiles
              key={`${span.from} ${span.to}`}
              merchantId={merchantId}
              span={span}
              isTooLong={isTooLong}
            />
          )}
        </div>
      </Card>
      {data && (
        <Card isFlush>
          <div className="flex flex-wrap justify-end border-b border-line px-5 py-2 print:hidden">
            <FilterSwitch name="holds" value={hasHolds ? "" : SHOWN} isOn={hasHolds}>
              Show holds
            </FilterSwitch>
          </div>
          <Entries key={`${span.from} ${span.to}`} of={data} hasHolds={hasHolds} />
        </Card>
      )}
    </div>
  );
}

function Entries({ of, hasHolds }: { of: Statement; hasHolds: boolean }) {
  const entries = hasHolds ? of.entries : of.entries.filter(movesMoney);
  if (entries.length === 0)
    return <EmptyState title="No transactions">No money moved in these days.</EmptyState>;
  return <StatementRows entries={entries} hasHolds={hasHolds} />;
}
