/** `₹12,34,567.89` with Indian grouping, `−₹0.05` below zero. Exact: built from the digits, without division. */
export function formatRupees(paise: number): string {
  const digits = digitsOf(paise).padStart(3, "0");
  return `${sign(paise)}₹${groupIndian(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

/** `1234567.89` for a spreadsheet, which reads no currency sign and no grouping. */
export function decimalRupees(paise: number): string {
  const digits = digitsOf(paise).padStart(3, "0");
  return `${paise < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const UNITS: [name: string, paise: bigint][] = [
  [" L Cr", 100_000_000_000_000n],
  [" Cr", 1_000_000_000n],
  [" L", 10_000_000n],
  [" K", 100_000n],
];

/** Short form for an axis: `₹1.2 L`, `₹3 Cr`, `₹50 K`, `₹750`; up to two decimals, rounded half away from zero. */
export function formatRupeesShort(paise: number): string {
  const size = BigInt(digitsOf(paise));
  for (const [name, unit] of UNITS) {
    const hundredths = (size * 200n + unit) / (unit * 2n);
    // The unit is chosen after rounding: ₹99,999.99 is ₹1 L, not ₹100 K.
    if (hundredths >= 100n) return `${sign(paise)}₹${trimmed(hundredths)}${name}`;
  }
  const exact = formatRupees(paise);
  return exact.endsWith(".00") ? exact.slice(0, -3) : exact;
}

function trimmed(hundredths: bigint): string {
  const whole = groupIndian(String(hundredths / 100n));
  const rest = String(hundredths % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : whole;
}

function digitsOf(paise: number): string {
  if (!Number.isSafeInteger(paise)) throw new RangeError(`${paise} is not a whole number of paise`);
  return String(Math.abs(paise));
}

function sign(paise: number): string {
  return paise < 0 ? "−" : "";
}

function groupIndian(rupees: string): string {
  const last = rupees.slice(-3);
  const before = rupees.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ",");
  return before ? `${before},${last}` : last;
}
