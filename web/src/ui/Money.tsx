import { formatRupees } from "../money";
import { classes } from "./classes";

/** An amount in rupees with Indian grouping. `isSigned` adds a plus and the colour of a credit. */
export function Money({ paise, isSigned = false }: { paise: number; isSigned?: boolean }) {
  const isCredit = isSigned && paise > 0;
  return (
    <span className={classes("whitespace-nowrap tabular-nums", isCredit && "text-ok")}>
      {isCredit && "+"}
      {formatRupees(paise)}
    </span>
  );
}
