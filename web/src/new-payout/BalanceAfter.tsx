import { formatRupees } from "../money";
import { Money, Skeleton } from "../ui";

type Props = { availablePaise: number | undefined; amountPaise: number | null };

/** The available balance now and after the payout. The server has the last word. */
export function BalanceAfter({ availablePaise, amountPaise }: Props) {
  const after =
    availablePaise !== undefined && amountPaise !== null ? availablePaise - amountPaise : null;
  return (
    <dl className="grid gap-1.5 rounded-lg bg-hover px-4 py-3 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-soft">Available</dt>
        <dd>{availablePaise === undefined ? <Skeleton /> : <Money paise={availablePaise} />}</dd>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-soft">After this payout</dt>
        <dd className="font-medium">
          {after === null ? (
            "–"
          ) : after >= 0 ? (
            <Money paise={after} />
          ) : (
            <span className="text-bad">Short by {formatRupees(-after)}</span>
          )}
        </dd>
      </div>
    </dl>
  );
}
