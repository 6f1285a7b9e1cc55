import { exampleTabs, type Tab } from "./exampleTabs";
import type { SampleMerchant } from "./sampleMerchant";

/** GraphiQL's props for its first tabs. */
export type Opening = Partial<Tab> & { defaultTabs?: Tab[] };

/** Another page's link to a query: `?query=` with optional `?variables=`. */
export function linkedTab(search: string): Tab | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query");
  // "" rather than undefined, for which GraphiQL would fill in the last variables.
  return query ? { query, variables: parameters.get("variables") ?? "" } : null;
}

/**
 * A linked query comes first and is active. The examples are for a first visit only: later GraphiQL restores the
 * reader's own tabs and adds the linked one.
 */
export async function openingTabs(
  search: string,
  remembersTabs: boolean,
  findSample: () => Promise<SampleMerchant | null>,
): Promise<Opening> {
  const linked = linkedTab(search);
  if (remembersTabs) return linked ?? {};
  const examples = exampleTabs(await findSample());
  const defaultTabs = linked ? [linked, ...examples] : examples;
  // GraphiQL takes the first tab's query from defaultTabs, but not its variables.
  return { ...defaultTabs[0], defaultTabs };
}
