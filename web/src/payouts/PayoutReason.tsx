import { type FragmentType, graphql, readFragment } from "../gql";
import type { PayoutFailureSource } from "../gql/graphql";

const PAYOUT_REASON = graphql(`
  fragment PayoutReason on Payout {
    failure {
      words
      source
    }
  }
`);

/** Why a payout failed and whose doing it was: asked first of a failed one. */
export function PayoutReason({ payout }: { payout: FragmentType<typeof PAYOUT_REASON> }) {
  const { failure } = readFragment(PAYOUT_REASON, payout);
  if (!failure) return null;
  return (
    <p className="basis-full text-pretty wrap-anywhere">
      <span className="font-medium">{failure.words}</span>
      {failure.source && <span className="block text-soft">{sourceText(failure.source)}</span>}
    </p>
  );
}

export function sourceText(source: PayoutFailureSource): string {
  switch (source) {
    case "MERCHANT":
      return "Ended at your request.";
    case "ENGINE":
      return "Ended by us, before anything was paid.";
    case "OUR_BANK":
      return "The reason lies with the bank that pays.";
    case "BENEFICIARY_BANK":
      return "The reason lies with the beneficiary's bank or account.";
    case "NETWORK":
      return "The reason lies with the network between the banks.";
  }
}
