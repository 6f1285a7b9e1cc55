import { formatRupees } from "../money";

/** Both in paise: the amount asked for is above the available one, or its fee does not fit any more. */
export function shortfallText(amountPaise: number, availablePaise: number): string {
  if (amountPaise <= availablePaise)
    return `Not enough balance for the amount and its fee. Available: ${formatRupees(availablePaise)}.`;
  const short = formatRupees(amountPaise - availablePaise);
  return `Not enough balance. Available: ${formatRupees(availablePaise)}. Short by ${short}.`;
}
