import { Refused, request } from "../api";
import { POSITION } from "../developers/eventSearch";
import { graphql } from "../gql";
import type { Endpoint } from "./endpoints";

const EVENTS_TO_REPLAY = graphql(`
  query EventsToReplay($endpoint: ID!, $merchantId: ID!, $types: [EventType!], $after: String!) {
    webhookEndpoint(id: $endpoint) {
      position
    }
    events(merchantId: $merchantId, types: $types, after: $after, first: 200) {
      events {
        position
      }
      next
      more
    }
  }
`);

/** Each reads at most 200 events, and looks at 500 rows. */
const MOST_PAGES = 10;

/** A part of the feed. With `isAll` false there are `count` events or more. */
export type ReplayRange = { after: string; upTo: string; count: number; isAll: boolean };
export type RangeErrors = { after?: string; upTo?: string; form?: string };

/** `upTo` is "" for all that the endpoint was sent by now: what comes later is sent to it anyway. */
export async function countReplay(
  { id, merchantId, eventTypes }: Pick<Endpoint, "id" | "merchantId" | "eventTypes">,
  after: string,
  upTo: string,
): Promise<ReplayRange | RangeErrors> {
  const errors = rangeErrors(after, upTo);
  if (errors) return errors;
  let [count, next, isAll, until] = [0, after, false, upTo];
  try {
    for (let page = 0; page < MOST_PAGES && !isAll; page += 1) {
      const variables = { endpoint: id, merchantId, types: eventTypes, after: next };
      const { events, webhookEndpoint } = await request(EVENTS_TO_REPLAY, variables);
      const position = webhookEndpoint?.position ?? "0.0";
      if (page === 0 && !(upTo && isBefore(upTo, position))) until = position;
      count += events.events.filter((event) => !isBefore(until, event.position)).length;
      isAll = !events.more || !isBefore(events.next, until);
      next = events.next;
    }
  } catch (error) {
    if (error instanceof Refused && error.code === "BAD_USER_INPUT")
      return { after: error.message.replace(/^after is/, "It is") };
    return { form: error instanceof Refused ? error.message : "Can't reach the server." };
  }
  if (count === 0 && isAll) return { after: "No event of this endpoint's types is there." };
  return { after, upTo: until, count, isAll };
}

function rangeErrors(after: string, upTo: string): RangeErrors | null {
  if (!after) return { after: "Enter a position, or 0.0 for all events." };
  if (!POSITION.test(after)) return { after: "Enter a position such as 1044.0." };
  if (!upTo) return null;
  if (!POSITION.test(upTo)) return { upTo: "Enter a position such as 1044.0." };
  return isBefore(after, upTo) ? null : { upTo: "Enter a position later than the first." };
}

function isBefore(one: string, other: string): boolean {
  const [entry = "0", side = "0"] = one.split(".");
  const [otherEntry = "0", otherSide = "0"] = other.split(".");
  const gap = BigInt(otherEntry) - BigInt(entry);
  return gap > 0n || (gap === 0n && Number(side) < Number(otherSide));
}

/** `1 event`, `12 events`, `at least 2,000 events`. */
export function countText({ count, isAll }: Pick<ReplayRange, "count" | "isAll">): string {
  const number = count.toLocaleString("en-IN");
  if (!isAll) return count ? `at least ${number} events` : "an unknown number of events";
  return count === 1 ? "1 event" : `${number} events`;
}
