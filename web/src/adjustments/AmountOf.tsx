import type { AdjustmentDirection } from "../gql/graphql";
import { formatRupees } from "../money";
import { rupeesInWords } from "../money/rupeesInWords";
import { directionText } from "./adjustments";

type Props = { direction: AdjustmentDirection; amountPaise: number };

/** The amount in digits and words, and which way it goes. */
export function AmountOf({ direction, amountPaise }: Props) {
  return (
    <div className="grid gap-1">
      <p className="text-sm text-soft">
        {directionText(direction)}:{" "}
        {direction === "CREDIT" ? "adds to the balance" : "takes from the balance"}
      </p>
      <p className="text-3xl font-semibold tabular-nums">{formatRupees(amountPaise)}</p>
      <p className="text-sm text-soft">{rupeesInWords(amountPaise)}</p>
    </div>
  );
}
