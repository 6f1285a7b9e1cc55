const BEGINNING = 8;

/** A made-up account number with the ending that chooses the simulated bank's outcome. */
export function madeUpNumber(ending: string): string {
  return randomDigits(BEGINNING) + ending;
}

/** The script's ending in this number; null if it has none. */
export function endingOf(accountNumber: string, endings: string[]): string | null {
  return endings.find((ending) => accountNumber.endsWith(ending)) ?? null;
}

function randomDigits(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join("");
}
