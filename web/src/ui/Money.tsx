import { formatRupees } from "../money";
import { classes } from "./classes";

type Props = { paise: number; isSigned?: boolean; isIncome?: boolean };

/** An amount in rupees with Indian grouping. `isSigned` adds a plus, in the colour of a credit if it is income. */
export function Money({ paise, isSigned = false, isIncome = true }: Props) {
  const isCredit = isSigned && paise > 0;
  return (
    <span className={classes("whitespace-nowrap tabular-nums", isCredit && isIncome && "text-ok")}>
      {isCredit && "+"}
      {formatRupees(paise)}
    </span>
  );
}
