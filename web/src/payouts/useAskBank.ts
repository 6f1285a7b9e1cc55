import { useSend } from "../api";
import { graphql } from "../gql";

const ASK_BANK_AGAIN = graphql(`
  mutation AskBankAgain($input: AskBankAgainInput!) {
    askBankAgain(input: $input) {
      __typename
      ... on ValidationError {
        message
      }
    }
  }
`);

/** Has the bank asked about an open payout now instead of when it is due. For operators. */
export function useAskBank(payoutId: string) {
  const asking = useSend(ASK_BANK_AGAIN);
  const result = asking.data?.askBankAgain;
  return {
    ask: () => asking.isPending || asking.mutate({ input: { payoutId } }),
    isAsking: asking.isPending,
    refusal: result?.__typename === "ValidationError" ? result.message : asking.error?.message,
  };
}
