import { useRef } from "react";
import { Pages, shownText } from "../layout/Pages";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { placeNamed } from "../paging/place";
import {
  buttonClasses,
  Card,
  EmptyState,
  ErrorState,
  ExactTimes,
  HIT_AREA,
  SkeletonRows,
} from "../ui";
import { ChainCheck } from "./ChainCheck";
import { ExportButton } from "./ExportButton";
import { choiceOf, filtersOf, subjectOf, typesOf } from "./entryTypes";
import { LedgerRows } from "./LedgerRows";
import { useLedger } from "./ledgerList";
import { HoldsSwitch, MovementFilter } from "./MovementFilter";

const PAGE = 50;

export function LedgerView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const choice = choiceOf(filters);
  const types = typesOf(choice);
  const place = placeNamed(filters);
  useCanonicalFilters({
    ...filtersOf(choice),
    after: place.after ?? "",
    before: place.before ?? "",
  });
  const list = useRef<HTMLDivElement>(null);
  const ledger = useLedger({ merchantId, types, first: PAGE, place });
  const { rows, error, refetch, isOfLastChoice, totalCount, beside } = ledger;

  return (
    <Card isFlush>
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line print:hidden">
        <div className="min-w-0 max-md:w-full">
          <MovementFilter choice={choice} />
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-2 max-md:pt-0">
          <HoldsSwitch choice={choice} />
          <Link
            to={{ dialog: "why-balance" }}
            className={`text-sm text-accent hover:underline ${HIT_AREA}`}
          >
            Why this balance?
          </Link>
          {rows && rows.length > 0 && !isOfLastChoice && (
            <>
              <span className="contents max-md:hidden">
                <ExactTimes />
              </span>
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
      {rows && rows.length > 0 && <ChainCheck key={merchantId} merchantId={merchantId} />}
      {rows && rows.length > 0 && (
        <div
          ref={list}
          tabIndex={-1}
          aria-busy={isOfLastChoice}
          className="outline-none transition-opacity aria-busy:opacity-50"
        >
          <LedgerRows entries={rows} after={choice.hasHolds ? "available" : "total"} />
          <Pages
            text={shownText(rows.length, totalCount, ["entry", "entries"])}
            beside={beside}
            isLoading={isOfLastChoice}
            list={list}
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
