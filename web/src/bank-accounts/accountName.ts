import { lastFour, type PayeeAccount } from "../payouts/payee";

/** `Anand Dyes, account ending 3456`: an account in one line, as a screen reader says it. */
export function accountName(
  account: Pick<PayeeAccount, "accountHolderName" | "accountNumberMasked">,
): string {
  return `${account.accountHolderName}, account ending ${lastFour(account)}`;
}
