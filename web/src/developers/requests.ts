import { usePolledPages } from "../api";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { LoggedRequestRowFragment, RequestOutcome } from "../gql/graphql";
import type { BadgeKind } from "../ui/Badge";

export const LOGGED_REQUEST = graphql(`
  fragment LoggedRequestRow on LoggedRequest {
    requestId
    at
    durationMs
    caller
    key {
      keyId
      name
      prefix
    }
    method
    path
    operation
    httpStatus
    outcome
    errorCode
    message
    explanation {
      meaning
      advice
    }
    idempotencyKey
    payoutId
    payouts
  }
`);

const REQUEST_LOG = graphql(`
  query RequestLog($merchantId: ID!, $filter: RequestLogFilter, $first: Int!, $after: String) {
    requestLog(merchantId: $merchantId, filter: $filter, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...LoggedRequestRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type LoggedRequest = LoggedRequestRowFragment;
export type LoggedRequestRef = FragmentType<typeof LOGGED_REQUEST>;

export const OUTCOMES = {
  SUCCEEDED: { text: "Done", kind: "ok" },
  REFUSED: { text: "Refused", kind: "wait" },
  FAILED: { text: "Failed", kind: "bad" },
} as const satisfies Record<RequestOutcome, { text: string; kind: BadgeKind }>;

export type RequestSearch = {
  outcome: RequestOutcome | null;
  requestId: string | null;
  keyId: string | null;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The address's filters, without what no request can have. */
export function requestSearchOf(filters: Record<string, string>): RequestSearch {
  const { outcome = "", request = "", key = "" } = filters;
  return {
    outcome: Object.hasOwn(OUTCOMES, outcome) ? (outcome as RequestOutcome) : null,
    requestId: idIn(request),
    keyId: idIn(key),
  };
}

/** The id, if it is one: also in a pasted header or with blanks around it. */
export function idIn(text: string): string | null {
  const id = text
    .replace(/^\s*x-request-id:/i, "")
    .trim()
    .toLowerCase();
  return UUID.test(id) ? id : null;
}

const PAGE = 25;

export function useRequests(merchantId: string, { outcome, requestId, keyId }: RequestSearch) {
  const filter = {
    ...(outcome && { outcome }),
    ...(requestId && { requestId }),
    ...(keyId && { keyId }),
  };
  const pages = usePolledPages(
    REQUEST_LOG,
    { merchantId, filter, first: PAGE },
    (data) => data.requestLog,
    { everyMs: 10_000 },
  );
  return { ...pages, requests: pages.nodes?.map((node) => readFragment(LOGGED_REQUEST, node)) };
}

/** `POST /api/v1/payouts/`, a GraphQL operation's name, or what the audit log knows of a creation. */
export function callText({ method, path, operation, payouts }: LoggedRequest): string {
  if (operation) return operation;
  if (method && path) return `${method} ${path}`;
  return payouts > 1 ? `Made ${payouts.toLocaleString("en-IN")} payouts` : "Made a payout";
}

export function tookText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
