import { formatRupees } from "../money";
import { Money, Skeleton } from "../ui";

type Props = {
  availablePaise: number | undefined;
  /** Negative if it is taken from the balance; null until known. */
  changePaise: number | null;
  /** What changes it: "payout". */
  by: string;
};

/** The available balance now and after the change. The server has the last word. */
export function BalanceAfter({ availablePaise, changePaise, by }: Props) {
  const after =
    availablePaise !== undefined && changePaise !== null ? availablePaise + changePaise : null;
  return (
    <dl className="grid gap-1.5 rounded-lg bg-hover px-4 py-3 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-soft">Available</dt>
        <dd className="ml-auto">
          {availablePaise === undefined ? <Skeleton /> : <Money paise={availablePaise} />}
        </dd>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-soft">After this {by}</dt>
        <dd className="ml-auto font-medium">
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
