import { usePolled } from "../api";
import { graphql } from "../gql";
import { plain } from "../search/matching";
import { lastFour } from "./payee";

const PAYEES = graphql(`
  query Payees($merchantId: ID!) {
    merchant(id: $merchantId) {
      bankAccounts {
        id
        accountHolderName
        accountNumberMasked
      }
    }
  }
`);

/** An account as a filter names it: `Anand Dyes •••• 1234`. */
export type Payee = { id: string; text: string };

/** All accounts of the merchant, retired ones too, by name; undefined until they are known or while not needed. */
export function usePayees(merchantId: string, isNeeded: boolean): Payee[] | undefined {
  const { data } = usePolled(PAYEES, { merchantId }, { everyMs: false, enabled: isNeeded });
  return data?.merchant?.bankAccounts
    .map((it) => ({ id: it.id, text: `${it.accountHolderName} •••• ${lastFour(it)}` }))
    .sort((a, b) => plain(a.text).localeCompare(plain(b.text)));
}
