import { Money } from "../ui";
import type { Counts } from "./rowState";

type Props = { counts: Counts; availablePaise: number | undefined };

/** `Ready 11, ₹4,82,300.00 · To fix 1 · Maybe paid already 2 · Available after ₹10,000.00` */
export function FootLine({ counts, availablePaise }: Props) {
  const { paid, paise, fix, maybe } = counts;
  const after = availablePaise === undefined ? null : availablePaise - paise;
  return (
    <p role="status" className="text-sm tabular-nums">
      <span className="font-medium">
        Ready {paid.length}, <Money paise={paise} />
      </span>
      {fix > 0 && <span className="text-bad"> · To fix {fix}</span>}
      {maybe > 0 && <span className="text-wait"> · Maybe paid already {maybe}</span>}
      {after !== null && after >= 0 && (
        <span className="text-soft">
          {" · Available after "}
          <Money paise={after} />
        </span>
      )}
      {after !== null && after < 0 && (
        <span className="font-medium text-bad">
          {" · Short by "}
          <Money paise={-after} />
        </span>
      )}
    </p>
  );
}
