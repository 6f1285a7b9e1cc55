import type { PayeeAccount } from "../payouts/payee";
import { inNameOrder } from "./payeeSearch";

/** More of them would be a list that has to be searched as well. */
const MOST = 5;

/** The payees of the newest payouts, each once. */
export function recentOf(bankAccountIds: string[]): string[] {
  return [...new Set(bankAccountIds)].slice(0, MOST);
}

/** Those paid last stand first, in that order; the others by name. */
export function recentFirst<Account extends PayeeAccount>(accounts: Account[], recent: string[]) {
  const paid = recent.flatMap((id) => accounts.find((it) => it.id === id) ?? []);
  const others = inNameOrder(accounts.filter(({ id }) => !recent.includes(id)));
  return { ordered: [...paid, ...others], recentCount: paid.length };
}
