import { graphql } from "../gql";
import type { NameVerdict } from "../gql/graphql";

export const CHECK_NAME = graphql(`
  mutation CheckBankAccountName($input: CheckBankAccountNameInput!) {
    result: checkBankAccountName(input: $input) {
      __typename
      ... on CheckBankAccountNameSuccess {
        accountCheck {
          verdict
        }
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

/** What the bank's answer means for whoever pays. */
const WORDS: Record<NameVerdict, string> = {
  MATCH: "The bank knows the holder by this name.",
  CLOSE: "The bank’s name is much like this one. Compare them.",
  DIFFERS: "The bank knows the holder by another name.",
  NOT_SHOWN: "The bank doesn’t show the holder’s name. You can pay all the same.",
  CLOSED: "The bank says that this account can’t be paid to.",
  UNAVAILABLE: "The bank didn’t answer. Try again later.",
};

export function verdictText(verdict: NameVerdict): string {
  return WORDS[verdict];
}

/** Those to look at before money is sent. */
export function isWarning(verdict: NameVerdict): boolean {
  return verdict === "DIFFERS" || verdict === "CLOSED";
}
