import { formatRupees } from "./formatRupees";

export type ParsedRupees = { ok: true; paise: number } | { ok: false; reason: string };

const CURRENCY = String.raw`(?:₹|rs\.?|inr)`;
// Bidirectional controls (U+202A–202E, U+2066–2069) are not spaces: with them a field shows one amount and holds
// another, so the parser refuses them.
const SPACE = /[\s\u200b-\u200f\u2060\ufeff]/;
const AMOUNT = new RegExp(`^${CURRENCY}? *([\\d.,]+)(?:/-)?$`, "i");
const AMOUNT_BEFORE_CURRENCY = new RegExp(`^([\\d.,]+)(?:/-)? *${CURRENCY}$`, "i");
const INDIAN_GROUPS = /^[1-9]\d?(,\d\d)*,\d{3}$/;
const WESTERN_GROUPS = /^[1-9]\d{0,2}(,\d{3})+$/;

/**
 * Parses a positive amount as people write it in India: `1,00,000`, `100,000`, `₹ 500`, `Rs. 500/-`, `500 INR`, `.5`,
 * `5.`. Digits may be Latin, full-width (`５００`) or Devanagari (`५००`), but not mixed. Spaces of any kind may stand
 * around the amount and beside the currency, but not between digits.
 *
 * Ambiguous input is refused: other groupings (`1,2,3`), more than two decimals (`1.005`, and `1.000`, which some read
 * as a thousand), exponents, words such as `lakh`. Zero, negative amounts and more than 2^53 − 1 paise are refused too.
 */
export function parseRupees(text: string): ParsedRupees {
  const line = toLatin(text);
  if (line === "") return refuse("Enter an amount.");
  if (line === null) return refuse("Use digits 0–9 only.");
  if (/^[^\d.]*[-−–+]/.test(line)) return refuse("Remove the plus or minus sign.");

  const amount = (AMOUNT.exec(line) ?? AMOUNT_BEFORE_CURRENCY.exec(line))?.[1];
  if (amount === undefined && /\d +[\d.,]/.test(line)) {
    return refuse("Remove the spaces.");
  }
  if (!amount || !/\d/.test(amount)) {
    return refuse("Enter digits, such as 1,50,000.00.");
  }
  return readAmount(amount);
}

function readAmount(amount: string): ParsedRupees {
  const [rupees = "", decimals = "", ...more] = amount.split(".");
  if (more.length > 0) return refuse("Use one decimal point.");
  if (decimals.includes(",")) return refuse("Remove the comma after the decimal point.");
  if (decimals.length > 2) return refuse("Use up to two decimals.");
  if (rupees.includes(",") && !INDIAN_GROUPS.test(rupees) && !WESTERN_GROUPS.test(rupees)) {
    return refuse("Check the commas: 1,00,000 or 100000.");
  }
  // A whole number of paise: Number is exact up to 2^53 − 1, and larger input stays larger.
  const paise = Number(rupees.replaceAll(",", "") + decimals.padEnd(2, "0"));
  if (!Number.isSafeInteger(paise)) {
    return refuse(`Enter at most ${formatRupees(Number.MAX_SAFE_INTEGER)}.`);
  }
  return paise === 0 ? refuse("Enter more than zero.") : { ok: true, paise };
}

/** Maps digits, point and comma to ASCII and runs of spaces to one; null for mixed scripts. */
function toLatin(text: string): string | null {
  const scripts = new Set<string>();
  const latin = Array.from(text, (character) => {
    if (SPACE.test(character)) return " ";
    const digit = /[0-9]/.test(character) ? ["latin", character] : foreignDigit(character);
    if (!digit) return { "，": ",", "．": "." }[character] ?? character;
    scripts.add(digit[0] as string);
    return digit[1];
  });
  return scripts.size > 1 ? null : latin.join("").replace(/ +/g, " ").trim();
}

function foreignDigit(character: string): [script: string, digit: string] | undefined {
  const fullWidth = "０１２３４５６７８９".indexOf(character);
  if (fullWidth >= 0) return ["full-width", String(fullWidth)];
  const devanagari = "०१२३४५६७८९".indexOf(character);
  return devanagari >= 0 ? ["devanagari", String(devanagari)] : undefined;
}

function refuse(reason: string): ParsedRupees {
  return { ok: false, reason };
}
