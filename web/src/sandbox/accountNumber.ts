const ENDING = 4;
const BEGINNING = 8;

/** A number that nobody has, with an ending that no script of the simulated bank answers to. */
export function randomAccountNumber(): string {
  return randomDigits(BEGINNING) + unscriptedEnding();
}

/** The same number with the ending that a script answers to; null: with one that leaves it to chance. */
export function withEnding(accountNumber: string, ending: string | null): string {
  const digits = accountNumber.replace(/\D/g, "");
  const beginning = digits.length > ENDING ? digits.slice(0, -ENDING) : randomDigits(BEGINNING);
  return beginning + (ending ?? unscriptedEnding());
}

/** The script that this number asks for; null: none. */
export function endingOf(accountNumber: string, endings: string[]): string | null {
  return endings.find((ending) => accountNumber.endsWith(ending)) ?? null;
}

function randomDigits(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte, place) => (place === 0 ? 1 + (byte % 9) : byte % 10)).join("");
}

/** The scripts' endings begin with a zero, and this does not. */
function unscriptedEnding(): string {
  return randomDigits(ENDING);
}
