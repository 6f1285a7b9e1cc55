import type { ReactNode } from "react";
import { Link } from "../navigation/Link";
import { Card, classes, ErrorState, HIT_AREA, Money, Skeleton } from "../ui";
import { HeldBy } from "./HeldBy";
import { useBalance } from "./useBalance";

const LINK = `text-sm text-accent hover:underline ${HIT_AREA}`;

/** The merchant's balance, and the payouts that hold part of it. */
export function BalanceCard({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useBalance(merchantId);
  if (!data && error) {
    return (
      <Card title="Balance">
        <ErrorState what="the balance" error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  const balance = data?.balance;
  return (
    <Card
      title="Balance"
      action={
        <span className="flex gap-5">
          <Link to={{ dialog: "balance-alerts" }} className={LINK}>
            Alerts
          </Link>
          <Link to={{ dialog: "why-balance" }} className={LINK}>
            Why this balance?
          </Link>
        </span>
      }
    >
      <dl className="@container flex flex-wrap gap-x-10 gap-y-4" aria-busy={!data}>
        <Amount label="Available" isMain paise={balance?.availablePaise} />
        <Amount label="On hold" paise={balance?.heldPaise} />
        <Amount label="Total" paise={balance?.totalPaise} />
      </dl>
      <div className="mt-4 border-t border-line pt-4">
        {data ? <HeldBy {...data} /> : <Skeleton className="h-4 w-40" />}
      </div>
    </Card>
  );
}

// From ₹1,00,00,00,000.00 on, up to 20 digits and commas must fit into a card on a phone.
const LONG_PAISE = 100_000_000_000;

function Amount(props: { label: ReactNode; paise: number | undefined; isMain?: boolean }) {
  const { label, paise, isMain } = props;
  const isLong = (paise ?? 0) >= LONG_PAISE;
  const size = isLong ? "text-[min(1.875rem,7cqw)]/9" : "text-3xl";
  return (
    <div className={classes("min-w-24", isMain && "w-full")}>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className={isMain ? `${size} font-semibold tracking-tight` : "font-medium"}>
        {paise === undefined ? (
          <Skeleton className={isMain ? "my-1 h-7 w-48" : "my-1 h-4 w-28"} />
        ) : (
          <Money paise={paise} />
        )}
      </dd>
    </div>
  );
}
