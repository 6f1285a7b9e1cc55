import { usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { AuditEventFilter, AuditRowFragment } from "../gql/graphql";
import { dayBegins, dayOf, nextDay } from "../time/india";

const AUDIT_ROW = graphql(`
  fragment AuditRow on AuditEvent {
    id
    at
    action
    summary
    actor
    actorId
    actorKind
    subjectId
    merchantId
    merchantName
    payoutId
    requestId
    changes {
      column
      name
      before
      after
    }
  }
`);

const AUDIT_EVENTS = graphql(`
  query AuditEvents($filter: AuditEventFilter!, $first: Int!, $after: String) {
    auditEvents(filter: $filter, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...AuditRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type AuditRow = AuditRowFragment;

const PAGE = 25;
const REFRESH_EVERY_MS = 30_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST = 64;

/** Kinds of acts, by how their names begin. */
export const KINDS: Record<string, string> = {
  "payout.": "Payouts",
  "payment.": "Money in",
  "merchant.": "Merchants",
  "bank_account.": "Bank accounts",
  "adjustment.": "Adjustments",
  "api_key.": "API keys",
  "session.": "Sign-ins",
  "person.": "Users",
  "second_factor.": "Two-step sign-in",
};

/** What the log is narrowed to, as the address has it. Days are India's, both included. */
export type AuditSearch = {
  kind: string;
  of: string;
  actor: string;
  subject: string;
  from: string;
  to: string;
};

/** What an address does not say, or says wrongly, is empty. */
export function auditSearchNamed(filters: Record<string, string>): AuditSearch {
  const of = filters.of?.toLowerCase() ?? "";
  const [from, to] = [dayOf(filters.from) ?? "", dayOf(filters.to) ?? ""];
  const isInOrder = !from || !to || from <= to;
  return {
    kind: filters.kind && filters.kind in KINDS ? filters.kind : "",
    of: ID.test(of) ? of : "",
    actor: (filters.actor ?? "").slice(0, LONGEST),
    subject: (filters.subject ?? "").slice(0, LONGEST),
    from: isInOrder ? from : "",
    to: isInOrder ? to : "",
  };
}

export function auditFilterFor({
  kind,
  of,
  actor,
  subject,
  from,
  to,
}: AuditSearch): AuditEventFilter {
  return {
    ...(kind && { actionPrefix: kind }),
    ...(of && { merchantId: of }),
    ...(actor && { actor }),
    ...(subject && { subjectId: subject }),
    ...(from && { from: dayBegins(from) }),
    ...(to && { to: dayBegins(nextDay(to)) }),
  };
}

export function useAuditEvents(search: AuditSearch) {
  const pages = usePolledPages(
    AUDIT_EVENTS,
    { filter: auditFilterFor(search), first: PAGE },
    (data) => data.auditEvents,
    { everyMs: REFRESH_EVERY_MS },
  );
  return { ...pages, rows: pages.nodes?.map((node) => readFragment(AUDIT_ROW, node)) };
}
