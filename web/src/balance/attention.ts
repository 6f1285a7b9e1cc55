import type { BalanceQuery } from "../gql/graphql";
import { dayBegins, isoDay } from "../time/india";

const WEEK_MS = 7 * 86_400_000;
/** The query `Balance` counts no further, and lists no more of each. */
const COUNTED = 1000;
const LISTED = 20;

type Shown = Pick<BalanceQuery, "unconfirmed" | "failed" | "returned">;

/** Numbers as texts, "" for none; with a + if there may be more. `isPart`: the amount is of the first ones alone. */
export function attentionOf({ unconfirmed }: Pick<Shown, "unconfirmed">) {
  const { totalCount, edges } = unconfirmed;
  return {
    unconfirmed: counted(totalCount, COUNTED),
    unconfirmedPaise: edges.reduce((sum, { node }) => sum + node.amountPaise, 0),
    isPart: totalCount > edges.length,
  };
}

/**
 * The day from which a list of failed payouts has every one that failed in the last seven days: a list is narrowed by
 * creation, and a scheduled payout was made long before it failed. "" if none has.
 */
export function failedFrom({ failed }: Pick<Shown, "failed">, now: number): string {
  return madeFrom(
    failed.edges.map(({ node }) => ({ createdAt: node.createdAt, at: node.failedAt })),
    now,
  );
}

/** How many that list has. */
export function failedSince({ failed }: Pick<Shown, "failed">, day: string): string {
  return madeSince(
    failed.edges.map(({ node }) => node),
    day,
  );
}

/** The same of payouts that came back in the last seven days. */
export function returnedFrom({ returned }: Pick<Shown, "returned">, now: number): string {
  return madeFrom(
    returned.edges.map(({ node }) => ({ createdAt: node.createdAt, at: node.returned?.at })),
    now,
  );
}

export function returnedSince({ returned }: Pick<Shown, "returned">, day: string): string {
  return madeSince(
    returned.edges.map(({ node }) => node),
    day,
  );
}

function madeSince(payouts: readonly { createdAt: string }[], day: string): string {
  const begins = Date.parse(dayBegins(day));
  const rows = payouts.filter(({ createdAt }) => Date.parse(createdAt) >= begins);
  return counted(rows.length, LISTED);
}

type Ended = { createdAt: string; at?: string | null | undefined };

function madeFrom(ended: Ended[], now: number): string {
  const made = ended
    .filter(({ at }) => at && Date.parse(at) > now - WEEK_MS)
    .map(({ createdAt }) => Date.parse(createdAt));
  return made.length ? isoDay(Math.min(...made)) : "";
}

function counted(number: number, most: number): string {
  if (number === 0) return "";
  return number < most ? String(number) : `${most.toLocaleString("en-IN")}+`;
}
