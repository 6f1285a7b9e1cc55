import type { PayoutPurpose, Rail } from "../gql/graphql";

/** What a payout says about itself, as typed; empty for what it does not say. */
export type Words = { reference: string; narration: string; purpose: PayoutPurpose | "" };

export type Details = Words & {
  /** The id of the failed payout that it pays again: the server makes one at most in its place. */
  retryOf: string;
  /** When it is sent at the earliest: India's time, as its field has it (`2026-12-01T10:00`). */
  notBefore: string;
  /** Empty: the engine chooses. */
  rail: Rail | "";
};

export const NO_WORDS: Words = { reference: "", narration: "", purpose: "" };

export const NO_DETAILS: Details = { ...NO_WORDS, retryOf: "", notBefore: "", rail: "" };

/** Those of anything that may have them, such as a draft of an older page. */
export function detailsOf(it: Partial<Details>): Details {
  const { reference = "", narration = "", purpose = "" } = it;
  const { retryOf = "", notBefore = "", rail = "" } = it;
  return { reference, narration, purpose, retryOf, notBefore, rail };
}
