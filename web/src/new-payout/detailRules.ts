import type { Details, Words } from "./details";

export const LONGEST_REFERENCE = 40;
export const LONGEST_NARRATION = 30;

/** Found before the server is asked, which has the last word. */
export function detailErrors({ reference, narration }: Words) {
  const found: Partial<Record<keyof Words, string>> = {};
  if (lengthOf(reference) > LONGEST_REFERENCE)
    found.reference = `Use up to ${LONGEST_REFERENCE} characters. These are ${lengthOf(reference)}.`;
  if (!/^[A-Za-z0-9 ]*$/.test(narration.trim()))
    found.narration = "Use letters A–Z, digits and blanks only.";
  else if (lengthOf(narration) > LONGEST_NARRATION)
    found.narration = `Use up to ${LONGEST_NARRATION} characters. These are ${lengthOf(narration)}.`;
  return found;
}

/** As the server counts them. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** What is sent: only what is given. */
export function givenDetails(details: Words & Partial<Details>) {
  const { reference, narration, purpose, retryOf } = details;
  return {
    ...(reference.trim() && { reference: reference.trim() }),
    ...(narration.trim() && { narration: narration.trim() }),
    ...(purpose && { purpose }),
    ...(retryOf && { retryOf }),
  };
}

export function isSameDetails(a: Details, b: Details): boolean {
  return JSON.stringify(givenDetails(a)) === JSON.stringify(givenDetails(b));
}
