import SAMPLE_MERCHANT from "./examples/SampleMerchant.graphql?raw";
import { postGraphQL } from "./postGraphQL";

/** The ids in the example variables. */
export type SampleMerchant = { merchantId: string; bankAccountId: string };

type Node = {
  id: string;
  isActive: boolean;
  createdAt: string;
  bankAccounts: { id: string; isPrimary: boolean }[];
};
type SampleResponse = { data?: { merchants: { edges: { node: Node }[] } } | null };

const PATIENCE_MS = 3000;

/** The oldest active merchant with a primary account: the seed's first one. Null if none can be read. */
export async function findSampleMerchant(): Promise<SampleMerchant | null> {
  try {
    const response = (await postGraphQL(
      { query: SAMPLE_MERCHANT },
      { signal: AbortSignal.timeout(PATIENCE_MS) },
    )) as SampleResponse;
    return pickSampleMerchant(response.data?.merchants.edges.map(({ node }) => node) ?? []);
  } catch {
    // Without a merchant the page still opens, and the examples say where to find ids.
    return null;
  }
}

export function pickSampleMerchant(merchants: Node[]): SampleMerchant | null {
  const oldestFirst = [...merchants].sort(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt),
  );
  for (const { id, isActive, bankAccounts } of oldestFirst) {
    const account = bankAccounts.find(({ isPrimary }) => isPrimary);
    if (isActive && account) return { merchantId: id, bankAccountId: account.id };
  }
  return null;
}
