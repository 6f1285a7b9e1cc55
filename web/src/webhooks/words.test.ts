import { expect, test } from "vitest";
import { EVENT_TEXT } from "../developers/eventSearch";
import type { EventType, WebhookMessageState, WebhookOutcome } from "../gql/graphql";
import { stateText, typesText } from "./words";

const ended = (outcome: WebhookOutcome, httpStatus: number | null = null) => ({
  outcome,
  httpStatus,
});
const told = (state: WebhookMessageState, ...attempts: ReturnType<typeof ended>[]) =>
  stateText({ state, nextAttemptAt: null, attemptCount: attempts.length, attempts });

test.each([
  [told("DUE"), "Not sent yet."],
  [told("DUE", ended("HTTP_STATUS", 500)), "Not delivered: the receiver answered 500."],
  [told("DUE", ended("TIMEOUT")), "Not delivered: the receiver didn't answer in time."],
  [told("DUE", ended("GONE", 410)), "Not delivered: the receiver answered 410."],
  [
    told("DUE", ended("REDIRECT", 302)),
    "Not delivered: the receiver answered 302, a redirect, which we don't follow.",
  ],
  [told("DUE", ended("DELIVERED", 200)), "Delivered before, and to be sent again."],
  [told("DELIVERED", ended("DELIVERED", 204)), "At the first attempt."],
  [told("DELIVERED", ended("DELIVERED", 200), ended("DNS")), "At attempt 2."],
  [
    told("EXHAUSTED", ended("CONNECT"), ended("TLS")),
    "Given up after 2 attempts: no connection to the receiver.",
  ],
  [told("DROPPED", ended("TLS")), "Dropped: the endpoint was deleted."],
])("%s", (text, expected) => expect(text).toBe(expected));

test("all types are named as one", () => {
  const all = Object.keys(EVENT_TEXT) as EventType[];
  expect(typesText(all)).toBe(`All ${all.length} types`);
  expect(typesText(["PAYOUT_FAILED", "PAYOUT_COMPLETED"])).toBe("Payout paid, Payout failed");
});
