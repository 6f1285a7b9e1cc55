import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { ExportButton } from "./ExportButton";
import { choiceOf, filtersOf, subjectOf, typesOf } from "./entryTypes";
import { LedgerRows } from "./LedgerRows";
import { useLedger } from "./ledgerList";
import { HoldsSwitch, MovementFilter } from "./MovementFilter";

const PAGE = 25;

export function LedgerView({ merchantId }: { merchantId: string }) {
  const choice = choiceOf(useLocation().filters);
  const types = typesOf(choice);
  const canonical = filtersOf(choice);
  useCanonicalFilter("types", canonical.types);
  useCanonicalFilter("holds", canonical.holds);
  const ledger = useLedger(merchantId, types, PAGE);
  const { rows, error, refetch, isOfLastChoice } = ledger;

  return (
    <Card isFlush>
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line print:hidden">
        <div className="min-w-0 max-md:w-full">
          <MovementFilter choice={choice} />
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-2 max-md:pt-0">
          <HoldsSwitch choice={choice} />
          {rows && rows.length > 0 && !isOfLastChoice && (
            <>
              <ExactTimes />
              {/* The key resets the export when the filter changes. */}
              <ExportButton
                key={types.join()}
                merchantId={merchantId}
                types={types}
                subject={subjectOf(choice)}
              />
            </>
          )}
        </div>
      </div>
      {rows && rows.length > 0 && (
        <div aria-busy={isOfLastChoice} className="transition-opacity aria-busy:opacity-50">
          <LedgerRows entries={rows} after={choice.hasHolds ? "available" : "total"} />
          <LoadMore
            what={rows.length === 1 && !ledger.hasMore ? "entry" : "entries"}
            shown={rows.length}
            total={ledger.totalCount ?? rows.length}
            hasMore={ledger.hasMore}
            isLoading={ledger.isLoadingMore}
            error={ledger.moreError}
            onLoadMore={ledger.loadMore}
          />
        </div>
      )}
      {rows?.length === 0 && !isOfLastChoice && (
        <NoEntries isFiltered={choice.movements.length > 0} />
      )}
      {!rows && error && <ErrorState what="the ledger" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="the ledger" count={8} />}
    </Card>
  );
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState title="No transactions yet">
        Payments received and payouts appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No matching entries"
      action={
        <Link to={{ filters: {} }} className={buttonClasses("secondary", true)}>
          Show all entries
        </Link>
      }
    />
  );
}
