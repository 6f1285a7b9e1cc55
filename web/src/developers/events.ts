import { useEffect } from "react";
import { Refused, useFollowed } from "../api";
import { graphql, readFragment } from "../gql";
import type { EventRowFragment, EventType } from "../gql/graphql";
import { currentLocation, go } from "../navigation/navigation";
import { TOP } from "../paging/place";
import type { Beside } from "../paging/usePaged";
import { type EventSearch, PAGE } from "./eventSearch";

export const EVENT_ROW = graphql(`
  fragment EventRow on Event {
    position
    type
    occurredAt
    amountPaise
    payoutId
    webhookEndpointId
  }
`);

// A page before a position reads back from it, and one after a position reads on.
const EVENT_LOG = graphql(`
  query EventLog(
    $merchantId: ID!
    $types: [EventType!]
    $first: Int!
    $before: String
    $after: String
    $readsOn: Boolean!
  ) {
    revision(merchantId: $merchantId)
    latestEvents(merchantId: $merchantId, types: $types, first: $first, before: $before)
      @skip(if: $readsOn) {
      events {
        ...EventRow
      }
      next
      more
    }
    events(merchantId: $merchantId, types: $types, first: $first, after: $after)
      @include(if: $readsOn) {
      events {
        ...EventRow
      }
      next
      more
    }
  }
`);

export type EventOfFeed = EventRowFragment;

/** One page of the merchant's feed, newest first and kept current. Its cost is the same at any depth. */
export function useEvents(merchantId: string, { type, before, after }: EventSearch) {
  const types: EventType[] | null = type && [type];
  const readsOn = after !== null;
  const { data, error, refetch, isPlaceholderData } = useFollowed(
    EVENT_LOG,
    { merchantId, types, first: PAGE, before, after, readsOn },
    { keepsDataOf: (last) => last.merchantId === merchantId },
  );
  const page = data?.events ?? data?.latestEvents;
  const isUpward = Boolean(data?.events);
  const events = page?.events.map((event) => readFragment(EVENT_ROW, event));
  if (isUpward) events?.reverse();
  // Nothing is newer than this page, or no such place is in the feed: it gives way to the feed's end.
  const isNowhere = error instanceof Refused && error.code === "BAD_USER_INPUT";
  const leaves =
    (isNowhere && (readsOn || before !== null)) ||
    (readsOn && !isPlaceholderData && page?.more === false);
  useEffect(() => {
    if (leaves) go({ filters: { ...currentLocation().filters, ...TOP } }, { replace: true });
  }, [leaves]);
  const [newest, oldest] = [events?.[0]?.position, events?.at(-1)?.position];
  const at = (place: { before: string } | { after: string }) => ({ ...TOP, ...place });
  const upper = isUpward ? page?.next : before !== null && newest;
  const lower = isUpward ? oldest : page?.more && page.next;
  return {
    /** undefined until the first response; while `isOfLastChoice`, those of the page before. */
    events,
    isOfLastChoice: isPlaceholderData,
    error: leaves ? null : error,
    refetch: () => void refetch(),
    beside: {
      newest: before === null && after === null ? null : TOP,
      newer: upper && !isPlaceholderData ? at({ after: upper }) : null,
      older: lower && !isPlaceholderData ? at({ before: lower }) : null,
    } satisfies Beside,
  };
}
