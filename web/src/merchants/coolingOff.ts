import { graphql } from "../gql";

export const SET_COOLING_OFF = graphql(`
  mutation SetCoolingOff($input: SetCoolingOffInput!) {
    result: setCoolingOff(input: $input) {
      __typename
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

export const MOST_HOURS = 72;

export function coolingOffText(hours: number): string {
  if (hours === 0) return "Off: new beneficiaries can be paid at once";
  return `Payouts wait until a beneficiary was added ${hours === 1 ? "1 hour" : `${hours} hours`} ago`;
}

/** As it is typed; undefined if it is no number of hours. */
export function readHours(text: string): number | undefined {
  const hours = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return hours <= MOST_HOURS ? hours : undefined;
}
