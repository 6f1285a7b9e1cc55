import { useFollowed } from "../api";
import { graphql } from "../gql";
import { POINTS } from "../start/firstRequests";
import { useTextOfNow } from "../time/useTextOfNow";
import { EmptyState, ErrorState, Money, Skeleton, Table, Td, Th, Time } from "../ui";
import { StepChart } from "./StepChart";
import { lasting, type Point } from "./scales";

const HISTORY = graphql(`
  query BalanceHistory($merchantId: ID!, $points: Int!) {
    revision(merchantId: $merchantId)
    balanceHistory(merchantId: $merchantId, points: $points) {
      at
      sequence
      availablePaise
      heldPaise
    }
  }
`);

const REFRESH_EVERY_MS = 9_000;

type Balance = { availablePaise: number; heldPaise: number };

/** Available and held amounts from the first entry until now, as a chart and as a table. */
export function BalanceChart({
  merchantId,
  now,
}: {
  merchantId: string;
  now: Balance | undefined;
}) {
  const { data, error, refetch, dataUpdatedAt } = useFollowed(
    HISTORY,
    { merchantId, points: POINTS },
    { atMostEveryMs: REFRESH_EVERY_MS },
  );
  // Redrawn at this pace even without a change, since its right end is now.
  useTextOfNow((at) => String(Math.floor(at / REFRESH_EVERY_MS)));
  if (!data) {
    return error ? (
      <ErrorState what="the balance history" error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-71 w-full" />
    );
  }
  const history = lasting(data.balanceHistory.map((it) => ({ ...it, at: Date.parse(it.at) })));
  const last = history.at(-1);
  if (!last) return <EmptyState title="No transactions yet" />;

  // The history is fetched less often than the balance, so the chart ends with the current balance.
  const end = Math.max(Date.now(), dataUpdatedAt, last.at + 1000);
  const points: Point[] = [...history, { ...(now ?? last), at: end }];
  return (
    <>
      <StepChart points={points} />
      {last.sequence > POINTS && (
        <p className="mt-2 text-xs text-soft">
          Drawn from {data.balanceHistory.length} of {last.sequence.toLocaleString("en-IN")}{" "}
          entries: highs and lows between them don't show.
        </p>
      )}
      <details className="mt-3 text-sm">
        <summary className="w-fit rounded py-1 pointer-coarse:py-3 text-soft hover:text-ink">
          Show data
        </summary>
        <div className="mt-2 max-h-72 overflow-y-auto">
          <Table label="Balance history">
            <thead>
              <tr>
                <Th>Since (IST)</Th>
                <Th isNumeric>Available</Th>
                <Th isNumeric>On hold</Th>
              </tr>
            </thead>
            <tbody>
              {[...history].reverse().map((point) => (
                <tr key={point.sequence}>
                  <Td>
                    <Time at={new Date(point.at).toISOString()} isExact />
                  </Td>
                  <Td isNumeric>
                    <Money paise={point.availablePaise} />
                  </Td>
                  <Td isNumeric>
                    <Money paise={point.heldPaise} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </>
  );
}
