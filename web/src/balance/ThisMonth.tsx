import { monthText } from "../time/india";
import { Card, ErrorState, Money, Skeleton } from "../ui";
import { useRange } from "./HistoryCard";
import { type Month, useHistory } from "./useHistory";

/** What came in and went out this month, against all of the last one. */
export function ThisMonth({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useHistory(merchantId, useRange());
  const [last, now] = data?.months.slice(-2) ?? [];
  return (
    <Card title="This month">
      {!data && error ? (
        <ErrorState what="this month" error={error} onRetry={() => void refetch()} />
      ) : (
        <dl className="flex flex-wrap gap-x-10 gap-y-4" aria-busy={!data}>
          <Moved label="In" amountOf={({ inPaise }) => inPaise} now={now} last={last} />
          <Moved label="Out" amountOf={({ outPaise }) => outPaise} now={now} last={last} />
        </dl>
      )}
    </Card>
  );
}

type Props = {
  label: string;
  amountOf: (month: Month) => number;
  now: Month | undefined;
  last: Month | undefined;
};

function Moved({ label, amountOf, now, last }: Props) {
  return (
    <div className="min-w-32 flex-1">
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="font-medium">
        {now ? <Money paise={amountOf(now)} /> : <Skeleton className="my-1 h-4 w-28" />}
      </dd>
      <dd className="text-xs text-soft">
        {last ? (
          <>
            {monthText(last.startsOn)} <Money paise={amountOf(last)} />
          </>
        ) : (
          <Skeleton className="my-0.5 h-3 w-24" />
        )}
      </dd>
    </div>
  );
}
