import { newIdempotencyKey } from "../api/idempotencyKey";
import CREATE_PAYOUT from "./examples/CreatePayout.graphql?raw";
import LEDGER from "./examples/Ledger.graphql?raw";
import MERCHANTS from "./examples/Merchants.graphql?raw";
import PAYOUTS from "./examples/Payouts.graphql?raw";
import type { SampleMerchant } from "./sampleMerchant";

export type Tab = { query: string; variables: string };

const NO_IDS_NOTE = `# We couldn't find a merchant, so the ids are empty.
# Run the Merchants tab and copy a merchant's id and
# its bank account's id into the variables. Or clear
# the data in the settings (bottom left) and reload.
`;

/** The tabs of a first visit. Every call generates a new idempotency key for the payout. */
export function exampleTabs(sample: SampleMerchant | null): Tab[] {
  const { merchantId, bankAccountId } = sample ?? { merchantId: "", bankAccountId: "" };
  const about = (query: string) => (sample ? query : NO_IDS_NOTE + query);
  const payout = {
    merchantId,
    bankAccountId,
    amountPaise: 50_000,
    idempotencyKey: newIdempotencyKey(),
  };
  return [
    tab(MERCHANTS, { first: 10 }),
    tab(about(CREATE_PAYOUT), { input: payout }),
    tab(about(PAYOUTS), { merchantId, first: 10 }),
    tab(about(LEDGER), { merchantId, first: 10 }),
  ];
}

function tab(query: string, variables: object): Tab {
  return { query, variables: JSON.stringify(variables, null, 2) };
}
