const ENDING = 4;
const BEGINNING = 8;

/** A random account number whose ending matches no script of the simulated bank. */
export function randomAccountNumber(): string {
  return randomDigits(BEGINNING) + unscriptedEnding();
}

/** The same number with a script's ending; null gives an ending with a random outcome. */
export function withEnding(accountNumber: string, ending: string | null): string {
  const digits = accountNumber.replace(/\D/g, "");
  const beginning = digits.length > ENDING ? digits.slice(0, -ENDING) : randomDigits(BEGINNING);
  return beginning + (ending ?? unscriptedEnding());
}

/** The script's ending in this number; null if it has none. */
export function endingOf(accountNumber: string, endings: string[]): string | null {
  return endings.find((ending) => accountNumber.endsWith(ending)) ?? null;
}

function randomDigits(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join("");
}

/** Scripted endings begin with a zero; this one does not. */
function unscriptedEnding(): string {
  return randomDigits(ENDING);
}
