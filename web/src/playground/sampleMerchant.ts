import SAMPLE_MERCHANT from "./examples/SampleMerchant.graphql?raw";
import { postGraphQL } from "./postGraphQL";

/** Whose ids the example variables carry. */
export type SampleMerchant = { merchantId: string; bankAccountId: string };

type Node = {
  id: string;
  isActive: boolean;
  createdAt: string;
  bankAccounts: { id: string; isPrimary: boolean }[];
};
type Answer = { data?: { merchants: { edges: { node: Node }[] } } | null };

const PATIENCE_MS = 3000;

/** The oldest merchant that can be paid out to: with the seed, its first one. Null when nobody can be read. */
export async function findSampleMerchant(): Promise<SampleMerchant | null> {
  try {
    const answer = (await postGraphQL(
      { query: SAMPLE_MERCHANT },
      { signal: AbortSignal.timeout(PATIENCE_MS) },
    )) as Answer;
    return pickSampleMerchant(answer.data?.merchants.edges.map(({ node }) => node) ?? []);
  } catch {
    // The examples are a courtesy: without them the page still opens, and says what is missing.
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
