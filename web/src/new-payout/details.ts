import type { PayoutPurpose } from "../gql/graphql";

/** What a payout says about itself, as typed; empty for what it does not say. */
export type Details = { reference: string; narration: string; purpose: PayoutPurpose | "" };

export const NO_DETAILS: Details = { reference: "", narration: "", purpose: "" };

/** Those of anything that may have them, such as a draft of an older page. */
export function detailsOf({ reference, narration, purpose }: Partial<Details>): Details {
  return { reference: reference ?? "", narration: narration ?? "", purpose: purpose ?? "" };
}
