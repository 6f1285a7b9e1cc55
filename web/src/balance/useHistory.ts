import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { BalanceHistoryQuery } from "../gql/graphql";
import { historyVariables } from "../start/firstRequests";
import { isoDay } from "../time/india";
import type { Range } from "../time/ranges";
import { useTextOfNow } from "../time/useTextOfNow";

const HISTORY = graphql(`
  query BalanceHistory(
    $merchantId: ID!
    $from: Date!
    $to: Date!
    $bucket: BalanceBucket!
    $lastMonth: Date!
  ) {
    revision(merchantId: $merchantId)
    periods: balanceByPeriod(merchantId: $merchantId, from: $from, to: $to, bucket: $bucket) {
      startsOn
      endsOn
      openPaise
      closePaise
      minPaise
      maxPaise
      inPaise
      outPaise
      heldClosePaise
    }
    months: balanceByPeriod(merchantId: $merchantId, from: $lastMonth, to: $to, bucket: MONTH) {
      startsOn
      inPaise
      outPaise
    }
  }
`);

export type Period = BalanceHistoryQuery["periods"][number];
export type Month = BalanceHistoryQuery["months"][number];

const REFRESH_EVERY_MS = 9_000;

/** The balance by day or week, and this month and the last. A new day begins at India's midnight, on an open page too. */
export function useHistory(merchantId: string, range: Range) {
  const today = useTextOfNow(isoDay);
  const variables = historyVariables(merchantId, range, `${today}T12:00:00+05:30`);
  return useFollowed(HISTORY, variables, {
    atMostEveryMs: REFRESH_EVERY_MS,
    // Another range of the same merchant is shown until this one is there.
    keepsDataOf: (before) => before.merchantId === merchantId,
  });
}
