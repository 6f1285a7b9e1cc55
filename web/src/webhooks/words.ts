import { EVENT_TEXT } from "../developers/eventSearch";
import type {
  EventType,
  WebhookMessageState,
  WebhookMessageType,
  WebhookOutcome,
} from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";
import type { Message } from "./messages";

export const MESSAGE_TEXT: Record<WebhookMessageType, string> = {
  ...EVENT_TEXT,
  TEST: "Test event",
};

export const STATES: Record<WebhookMessageState, { text: string; kind: BadgeKind }> = {
  DUE: { text: "Waiting", kind: "wait" },
  DELIVERED: { text: "Delivered", kind: "ok" },
  EXHAUSTED: { text: "Given up", kind: "bad" },
  DROPPED: { text: "Dropped", kind: "plain" },
};

type Ended = { outcome: WebhookOutcome; httpStatus?: number | null };

/** What an attempt met, as the end of a sentence: "the receiver answered 500". */
export function outcomeText({ outcome, httpStatus }: Ended): string {
  switch (outcome) {
    case "REDIRECT":
      return `the receiver answered ${httpStatus}, a redirect, which we don't follow`;
    case "TIMEOUT":
      return "the receiver didn't answer in time";
    case "CONNECT":
      return "no connection to the receiver";
    case "TLS":
      return "the receiver's certificate or TLS was refused";
    case "DNS":
      return "the receiver's host wasn't found";
    case "ADDRESS_REFUSED":
      return "the receiver's host has an address that isn't public";
    default:
      return `the receiver answered ${httpStatus}`;
  }
}

type Told = Pick<Message, "state" | "nextAttemptAt" | "attemptCount"> & { attempts: Ended[] };

/** What became of a message so far, in a sentence. Attempts come newest first. */
export function stateText({ state, attempts, attemptCount }: Told): string {
  const [last] = attempts;
  switch (state) {
    case "DELIVERED":
      return attemptCount > 1 ? `At attempt ${attemptCount}.` : "At the first attempt.";
    case "DROPPED":
      return "Dropped: the endpoint was deleted.";
    case "EXHAUSTED":
      return `Given up after ${attemptCount} attempts${last ? `: ${outcomeText(last)}` : ""}.`;
    case "DUE":
      if (!last) return "Not sent yet.";
      return last.outcome === "DELIVERED"
        ? "Delivered before, and to be sent again."
        : `Not delivered: ${outcomeText(last)}.`;
  }
}

/** `All 7 types`, or their names in the order of the filters. */
export function typesText(types: readonly EventType[]): string {
  const all = Object.keys(EVENT_TEXT) as EventType[];
  if (types.length === all.length) return `All ${all.length} types`;
  return all
    .filter((type) => types.includes(type))
    .map((type) => EVENT_TEXT[type])
    .join(", ");
}
