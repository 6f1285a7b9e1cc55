import { Refused, usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import type { WebhookEndpointRowFragment } from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";

export const ENDPOINT_ROW = graphql(`
  fragment WebhookEndpointRow on WebhookEndpoint {
    id
    merchantId
    url
    eventTypes
    state
    disabledBecause
    failingSince
    secretHint
    oldSecretUntil
    position
    backlog
    createdAt
    deletedAt
  }
`);

const ENDPOINTS = graphql(`
  query WebhookEndpoints($merchantId: ID!) {
    webhookEndpoints(merchantId: $merchantId) {
      ...WebhookEndpointRow
    }
  }
`);

const ENDPOINT = graphql(`
  query WebhookEndpointShown($id: ID!) {
    webhookEndpoint(id: $id) {
      ...WebhookEndpointRow
    }
    engine {
      webhookDaysKept
    }
  }
`);

export type Endpoint = WebhookEndpointRowFragment;

/** What is delivered changes no revision: the page asks at its own pace. */
const PACE = { everyMs: 5_000 };

/** A merchant's endpoints, oldest first. */
export function useEndpoints(merchantId: string) {
  const { data, error, refetch } = usePolled(ENDPOINTS, { merchantId }, PACE);
  const endpoints = data?.webhookEndpoints.map((each) => readFragment(ENDPOINT_ROW, each));
  return { endpoints, error, refetch: () => void refetch() };
}

/** One endpoint, also a deleted one. */
export function useEndpoint(merchantId: string, id: string) {
  const { data, error, refetch } = usePolled(ENDPOINT, { id }, PACE);
  const found = data?.webhookEndpoint && readFragment(ENDPOINT_ROW, data.webhookEndpoint);
  const endpoint = found?.merchantId === merchantId ? found : null;
  const isNoId = error instanceof Refused && error.code === "BAD_USER_INPUT";
  return {
    endpoint,
    daysKept: data?.engine.webhookDaysKept,
    isMissing: isNoId || (data !== undefined && !endpoint),
    error,
    refetch: () => void refetch(),
  };
}

/** Its state as a badge: one that fails says so, as long as it is still tried. */
export function endpointBadge({
  state,
  failingSince,
  deletedAt,
}: Pick<Endpoint, "state" | "failingSince" | "deletedAt">): { text: string; kind: BadgeKind } {
  if (deletedAt) return { text: "Deleted", kind: "plain" };
  if (state === "DISABLED") return { text: "Disabled", kind: "plain" };
  return failingSince ? { text: "Failing", kind: "bad" } : { text: "Enabled", kind: "ok" };
}
