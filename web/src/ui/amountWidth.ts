/** From ₹10 crore on, an amount with its sign and commas is wider than the usual column. */
const LONG_PAISE = 10_000_000_000;

/** The width of a column for these amounts, in paise: it stays when rows change, unless they grow tenfold. A list beside
 * something else has no room to spare. */
export function amountWidth(amounts: number[], isTight = false): string {
  if (amounts.some((paise) => Math.abs(paise) >= LONG_PAISE)) return "w-48 text-xs";
  return isTight ? "w-36" : "w-40";
}
