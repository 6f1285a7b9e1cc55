import { formatRupees } from "../money";

/** Both in paise: the amount asked for is above the available one. */
export function shortfallText(amountPaise: number, availablePaise: number): string {
  const short = formatRupees(amountPaise - availablePaise);
  return `Not enough balance. Available: ${formatRupees(availablePaise)}. Short by ${short}.`;
}
