import { exampleTabs, type Tab } from "./exampleTabs";
import type { SampleMerchant } from "./sampleMerchant";

/** The part of GraphiQL's props that says what it opens with. */
export type Opening = Partial<Tab> & { defaultTabs?: Tab[] };

/** `?query=` and, with it, `?variables=`: how another page links to a query of its own. */
export function linkedTab(search: string): Tab | null {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query");
  // "" and not undefined: GraphiQL would fill in the variables it saw last.
  return query ? { query, variables: parameters.get("variables") ?? "" } : null;
}

/**
 * A linked query comes first and active. The examples are for a reader of whom GraphiQL remembers
 * nothing: later it brings back that reader's own tabs, and adds the linked one to them.
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
