import { useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { PayoutFilter } from "../gql/graphql";
import { spanText } from "../time/india";
import { Button, Money } from "../ui";

const TOTALS = graphql(`
  query PayoutTotals($merchantId: ID!, $filter: PayoutFilter!, $atMost: Int) {
    revision(merchantId: $merchantId)
    payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) {
      count
      sumPaise
      isComplete
    }
  }
`);

/** Counted without being asked. More takes longer the more there are. */
const AT_MOST = 10_000;
const REFRESH_EVERY_MS = 9_000;

type Props = {
  merchantId: string;
  filter: PayoutFilter;
  from: string | null;
  to: string | null;
};

/** `1,238 payouts · ₹17,42,310.00 · Oct 2026 (IST)` */
export function TotalsLine({ merchantId, filter, from, to }: Props) {
  const of = JSON.stringify(filter);
  const [countedWhole, setCountedWhole] = useState("");
  const isWhole = countedWhole === of;
  const { data, isFetching } = useFollowed(
    TOTALS,
    { merchantId, filter, atMost: isWhole ? null : AT_MOST },
    { atMostEveryMs: REFRESH_EVERY_MS },
  );
  const totals = data?.payoutTotals;
  const span = spanText(from, to);
  return (
    <p
      className="flex min-h-11 flex-wrap items-center gap-x-2 px-5 text-sm text-soft"
      role="status"
    >
      {totals && !totals.isComplete && (
        <>
          <span>More than {AT_MOST.toLocaleString("en-IN")} payouts</span>
          <Button kind="quiet" isSmall onClick={() => setCountedWhole(of)}>
            Count all
          </Button>
        </>
      )}
      {totals?.isComplete && (
        <>
          <span className="font-medium text-ink tabular-nums">
            {totals.count.toLocaleString("en-IN")} {totals.count === 1 ? "payout" : "payouts"}
          </span>
          {totals.sumPaise != null && totals.count > 0 && (
            <>
              <span aria-hidden="true">·</span>
              <span className="font-medium text-ink">
                <Money paise={totals.sumPaise} />
              </span>
            </>
          )}
        </>
      )}
      {!totals && <span>{isFetching ? "Counting…" : ""}</span>}
      {span && (
        <>
          <span aria-hidden="true">·</span>
          <span>{span} (IST)</span>
        </>
      )}
    </p>
  );
}
