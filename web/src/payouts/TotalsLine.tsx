import { useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { PayoutFilter, PayoutSort } from "../gql/graphql";
import { spanText } from "../time/india";
import { Button, Money } from "../ui";
import { PayoutExport } from "./PayoutExport";

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
  sort: PayoutSort;
  from: string | null;
  to: string | null;
};

/** `1,238 payouts · ₹17,42,310.00 · Oct 2026 (IST)`, and the same payouts as a file. */
export function TotalsLine({ merchantId, filter, sort, from, to }: Props) {
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
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-2">
      <p className="flex min-h-7 flex-wrap items-center gap-x-2 text-sm text-soft" role="status">
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
      <PayoutExport
        key={`${of} ${sort}`}
        merchantId={merchantId}
        filter={filter}
        sort={sort}
        count={totals && (totals.isComplete ? totals.count : Number.POSITIVE_INFINITY)}
      />
    </div>
  );
}
