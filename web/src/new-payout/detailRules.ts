import { timeOf } from "../time/india";
import type { Details, Words } from "./details";

export const LONGEST_REFERENCE = 40;
export const LONGEST_NARRATION = 30;
export const FURTHEST_DAYS = 93;
export const NO_TIME = "Enter a date and a time.";

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

/** A time to send at is still to come, and not far. */
export function scheduleError(notBefore: string, now: number): { notBefore?: string } {
  if (!notBefore) return {};
  const at = Date.parse(timeOf(notBefore) ?? "");
  if (Number.isNaN(at)) return { notBefore: NO_TIME };
  if (at <= now) return { notBefore: "Choose a time that is still to come." };
  if (at > now + FURTHEST_DAYS * 86_400_000)
    return { notBefore: `Choose a time within ${FURTHEST_DAYS} days.` };
  return {};
}

/** As the server counts them. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** What is sent: only what is given. */
export function givenDetails(details: Words & Partial<Details>) {
  const { reference, narration, purpose, retryOf, notBefore, rail } = details;
  const at = timeOf(notBefore);
  return {
    ...(reference.trim() && { reference: reference.trim() }),
    ...(narration.trim() && { narration: narration.trim() }),
    ...(purpose && { purpose }),
    ...(retryOf && { retryOf }),
    ...(at && { notBefore: at }),
    ...(rail && { rail }),
  };
}

export function isSameDetails(a: Details, b: Details): boolean {
  return JSON.stringify(givenDetails(a)) === JSON.stringify(givenDetails(b));
}
