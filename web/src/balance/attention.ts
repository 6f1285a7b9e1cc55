import type { BalanceQuery } from "../gql/graphql";

const WEEK_MS = 7 * 86_400_000;
/** The query `Balance` counts no further, and lists no more of each. */
const COUNTED = 1000;
const LISTED = 20;

/** Numbers as texts, "" for none; with a + if there may be more. `isPart`: the amount is of the first ones alone. */
export function attentionOf(data: Pick<BalanceQuery, "unconfirmed" | "failed">, now: number) {
  const { totalCount, edges } = data.unconfirmed;
  const failures = data.failed.edges.filter(
    ({ node }) => node.failedAt && Date.parse(node.failedAt) > now - WEEK_MS,
  ).length;
  return {
    unconfirmed: counted(totalCount, COUNTED),
    unconfirmedPaise: edges.reduce((sum, { node }) => sum + node.amountPaise, 0),
    isPart: totalCount > edges.length,
    failed: counted(failures, LISTED),
  };
}

function counted(number: number, most: number): string {
  if (number === 0) return "";
  return number < most ? String(number) : `${most.toLocaleString("en-IN")}+`;
}
