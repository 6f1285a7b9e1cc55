import { useMemo, useRef } from "react";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { Pages, shownText } from "../layout/Pages";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import type { Beside } from "../paging/usePaged";
import { buttonClasses, Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { DevelopersNav } from "./DevelopersNav";
import { EventPanel } from "./EventPanel";
import { EventRows } from "./EventRows";
import { EVENT_TEXT, eventSearchOf } from "./eventSearch";
import { useEvents } from "./events";

/** The merchant's feed, newest first: what its systems are told. */
export function EventsView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const search = useMemo(() => eventSearchOf(filters), [filters]);
  useCanonicalFilters(
    useMemo(() => {
      const { type, before, after, event } = search;
      return { type: type ?? "", before: before ?? "", after: after ?? "", event: event ?? "" };
    }, [search]),
  );
  const list = useRef<HTMLDivElement>(null);
  const { events, error, refetch, isOfLastChoice, beside } = useEvents(merchantId, search);
  const hasRows = events && events.length > 0;
  return (
    <>
      <DevelopersNav />
      <Card title="What your systems are told" isFlush action={hasRows && <ExactTimes />}>
        <div className="border-b border-line pb-1 print:hidden">
          <FilterBar label="Filter by type">
            <FilterLink name="type" value="" isChosen={!search.type}>
              All
            </FilterLink>
            {(Object.keys(EVENT_TEXT) as (keyof typeof EVENT_TEXT)[]).map((type) => (
              <FilterLink key={type} name="type" value={type} isChosen={search.type === type}>
                {EVENT_TEXT[type]}
              </FilterLink>
            ))}
          </FilterBar>
        </div>
        {hasRows && (
          <div
            ref={list}
            tabIndex={-1}
            aria-busy={isOfLastChoice}
            className="outline-none transition-opacity aria-busy:opacity-50"
          >
            <EventRows events={events} />
            <Pages
              text={shownText(events.length, undefined, ["event", "events"])}
              beside={beside}
              isLoading={isOfLastChoice}
              list={list}
            />
          </div>
        )}
        {events?.length === 0 && !isOfLastChoice && <NoEvents beside={beside} />}
        {!events && error && <ErrorState what="the events" error={error} onRetry={refetch} />}
        {!events && !error && <SkeletonRows what="the events" count={8} />}
      </Card>
      {search.event && <EventPanel merchantId={merchantId} position={search.event} />}
    </>
  );
}

/** A page of one type looks at 500 entries, among which may be none. */
function NoEvents({ beside: { older, newer } }: { beside: Beside }) {
  const { filters } = useLocation();
  const further = older ?? newer;
  if (further) {
    return (
      <EmptyState
        title="None among these entries"
        action={
          <Link to={{ filters: { ...filters, ...further } }} className={buttonClasses()}>
            {older ? "Look further back" : "Look further on"}
          </Link>
        }
      >
        We look at 500 entries at a time.
      </EmptyState>
    );
  }
  if (!filters.type)
    return <EmptyState title="No events yet">Payments and payouts appear here.</EmptyState>;
  return (
    <EmptyState
      title="No matching events"
      action={
        <Link to={{ filters: {} }} className={buttonClasses()}>
          Show all events
        </Link>
      }
    />
  );
}
