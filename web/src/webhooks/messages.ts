import { usePolled, usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { WebhookMessageRowFragment, WebhookMessageState } from "../gql/graphql";

export const MESSAGE_ROW = graphql(`
  fragment WebhookMessageRow on WebhookMessage {
    id
    eventType
    position
    state
    createdAt
    nextAttemptAt
    deliveredAt
    attemptCount
    attempts {
      number
      startedAt
      endedAt
      outcome
      httpStatus
    }
  }
`);

const MESSAGES = graphql(`
  query WebhookMessages($id: ID!, $state: WebhookMessageState, $first: Int!, $after: String) {
    webhookEndpoint(id: $id) {
      messages(state: $state, first: $first, after: $after) {
        totalCount(atMost: 10000)
        edges {
          node {
            ...WebhookMessageRow
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const MESSAGE = graphql(`
  query WebhookMessageShown($id: ID!) {
    node(id: $id) {
      __typename
      ... on WebhookMessage {
        endpointId
        body
        ...WebhookMessageRow
      }
    }
  }
`);

export type Message = WebhookMessageRowFragment;

const PAGE = 25;
const NONE = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** What an endpoint is sent, newest first. */
export function useMessages(id: string, state: WebhookMessageState | null) {
  const pages = usePolledPages(
    MESSAGES,
    { id, first: PAGE, ...(state && { state }) },
    (data) => data.webhookEndpoint?.messages ?? NONE,
  );
  return { ...pages, messages: pages.nodes?.map((node) => readFragment(MESSAGE_ROW, node)) };
}

/** One message with its body; `isMissing` if it is not this endpoint's. */
export function useMessage(endpointId: string, id: string) {
  const { data, error, refetch } = usePolled(MESSAGE, { id });
  const node = data?.node;
  const found =
    node?.__typename === "WebhookMessage" && node.endpointId === endpointId ? node : null;
  return {
    message: found && { ...readFragment(MESSAGE_ROW, found), body: found.body },
    isMissing: data !== undefined && !found,
    error,
    refetch: () => void refetch(),
  };
}
