import type { EventType } from "../gql/graphql";

/** What each type says, in the order of the filter. */
export const EVENT_TEXT: Record<EventType, string> = {
  PAYMENT_RECEIVED: "Payment received",
  PAYMENT_REVERSED: "Payment reversed",
  PAYOUT_CREATED: "Payout created",
  PAYOUT_COMPLETED: "Payout paid",
  PAYOUT_FAILED: "Payout failed",
  PAYOUT_RETURNED: "Payout returned",
  PAYOUT_CANCEL_REQUESTED: "Cancellation requested",
  PAYOUT_APPROVAL_NEEDED: "Approval needed",
  PAYOUT_APPROVED: "Payout approved",
  PAYOUT_APPROVAL_REJECTED: "Payout rejected",
  PAYOUT_APPROVAL_EXPIRED: "Approval ran out",
  PAYOUT_NEEDS_REVIEW: "Payout unconfirmed",
  PAYOUT_REVIEW_ENDED: "Outcome confirmed",
  BALANCE_ADJUSTED: "Adjustment",
  BALANCE_LOW: "Balance low",
  ORDERS_SHORT: "Orders are short",
  RECEIPT_LATE: "Expected payment late",
  RECEIPT_RECEIVED: "Expected payment came",
  PAYOUT_ORDER_PLACED: "Order placed",
  PAYOUT_ORDER_FUNDED: "Order funded",
  PAYOUT_ORDER_EXPIRED: "Order expired",
  PAYOUT_ORDER_CANCELLED: "Order cancelled",
  PAYOUT_ORDER_REFUSED: "Order refused",
  WEBHOOK_ENDPOINT_DISABLED: "Endpoint disabled",
};

export const PAGE = 50;

export type EventSearch = {
  type: EventType | null;
  /** The page ends before this position, or begins after the other. Neither: the feed's newest. */
  before: string | null;
  after: string | null;
  /** The one that is open. */
  event: string | null;
};

// As the server reads them: server/events/positions.py.
export const POSITION = /^(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,8})$/;

/** The address's filters, without what no event can have. */
export function eventSearchOf(filters: Record<string, string>): EventSearch {
  const { type = "", before = "", after = "", event = "" } = filters;
  const isBefore = POSITION.test(before);
  return {
    type: Object.hasOwn(EVENT_TEXT, type) ? (type as EventType) : null,
    before: isBefore ? before : null,
    after: !isBefore && POSITION.test(after) ? after : null,
    event: POSITION.test(event) ? event : null,
  };
}

/** The place just before a position, from which the next event is the one there. */
export function placeBefore(position: string): string {
  const [entry = "0", side = "0"] = position.split(".");
  if (side !== "0") return `${entry}.${Number(side) - 1}`;
  return entry === "0" ? "0.0" : `${BigInt(entry) - 1n}.999999999`;
}

/** The call that reads on after an event, as a shell takes it. */
export function readOnCall(origin: string, position: string): string {
  return `curl "${origin}/api/v1/events/?after=${position}&wait=25" \\\n  -H "Authorization: Bearer $API_KEY"`;
}
