import { formatRupees } from "../money";
import { classes } from "./classes";

type Props = { paise: number; isSigned?: boolean; isIncome?: boolean; hasSoftPaise?: boolean };

/**
 * An amount in rupees with Indian grouping. `isSigned` adds a plus, in the colour of a credit if it is income.
 * `hasSoftPaise`, for columns, sets the rupees off from the paise.
 */
export function Money({ paise, isSigned = false, isIncome = true, hasSoftPaise = false }: Props) {
  const text = formatRupees(paise);
  const isCredit = isSigned && paise > 0;
  return (
    <span className={classes("whitespace-nowrap tabular-nums", isCredit && isIncome && "text-ok")}>
      {isCredit && "+"}
      {hasSoftPaise ? text.slice(0, -3) : text}
      {hasSoftPaise && <span className="font-normal text-soft">{text.slice(-3)}</span>}
    </span>
  );
}
