import type { WebhookMessageState } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { useLocation } from "../navigation/navigation";
import { Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import type { Endpoint } from "./endpoints";
import { MessagePanel } from "./MessagePanel";
import { MessageRows } from "./MessageRows";
import { useMessages } from "./messages";
import { STATES } from "./words";

/** What the endpoint was sent, by what became of it. */
export function MessagesCard({ endpoint }: { endpoint: Endpoint }) {
  const { filters } = useLocation();
  const { state: named = "", message } = filters;
  const state = Object.hasOwn(STATES, named) ? (named as WebhookMessageState) : null;
  useCanonicalFilter("state", state ?? "");
  const { messages, error, refetch, ...pages } = useMessages(endpoint.id, state);
  return (
    <Card title="Messages" isFlush action={messages && messages.length > 0 && <ExactTimes />}>
      <div className="border-b border-line pb-1 print:hidden">
        <FilterBar label="Filter by state">
          <FilterLink name="state" value="" isChosen={!state}>
            All
          </FilterLink>
          {(Object.keys(STATES) as WebhookMessageState[]).map((name) => (
            <FilterLink key={name} name="state" value={name} isChosen={state === name}>
              {STATES[name].text}
            </FilterLink>
          ))}
        </FilterBar>
      </div>
      {messages && messages.length > 0 && (
        <>
          <MessageRows messages={messages} isPaused={endpoint.state === "DISABLED"} />
          <LoadMore
            what={messages.length === 1 && !pages.hasMore ? "message" : "messages"}
            shown={messages.length}
            total={pages.totalCount ?? messages.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={error}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {messages?.length === 0 &&
        (state ? (
          <EmptyState title="No matching messages" />
        ) : (
          <EmptyState title="Nothing sent yet">
            Send a test event to see whether it arrives.
          </EmptyState>
        ))}
      {!messages && error && <ErrorState what="the messages" error={error} onRetry={refetch} />}
      {!messages && !error && <SkeletonRows what="the messages" count={4} />}
      {message && <MessagePanel endpoint={endpoint} id={message} />}
    </Card>
  );
}
