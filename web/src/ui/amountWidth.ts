/** From ₹10 crore on, an amount with its sign and commas is wider than the usual column. */
const LONG_PAISE = 10_000_000_000;

/** The width of a column for these amounts, in paise: it stays when rows change, unless they grow tenfold. */
export function amountWidth(amounts: number[]): string {
  return amounts.some((paise) => Math.abs(paise) >= LONG_PAISE) ? "w-48 text-xs" : "w-40";
}
