import { accountTypeText, lastFour, type PayeeAccount } from "../payouts/payee";
import { matching, wordsOf } from "../search/matching";

const NAME_ORDER = new Intl.Collator("en-IN", { sensitivity: "base", numeric: true });

/** In the order of names. Accounts of one name stand in the order of bank, ending and time, so that none moves. */
export function inNameOrder<Account extends PayeeAccount>(accounts: Account[]): Account[] {
  const rest = (it: Account) => `${it.ifscCode} ${lastFour(it)} ${it.createdAt} ${it.id}`;
  return [...accounts].sort(
    (a, b) =>
      NAME_ORDER.compare(a.accountHolderName, b.accountHolderName) || (rest(a) < rest(b) ? -1 : 1),
  );
}

/**
 * The accounts that a search finds: every word is in the name, the nickname, the bank's name, the IFSC, the type or the last four
 * digits. Accounts that end in digits of the search stand first, as the same digits may be in many an IFSC. A whole
 * account number, with spaces or without, finds the accounts of its length and ending.
 */
export function payeesFound<Account extends PayeeAccount>(
  accounts: Account[],
  search: string,
): Account[] {
  const words = wordsOf(search).map((word) => word.replace(/^x+(?=\d{2,}$)/, ""));
  const joined = words.join("");
  if (/^\d{9,18}$/.test(joined)) {
    return accounts.filter(
      (it) => it.accountNumberMasked.length === joined.length && joined.endsWith(lastFour(it)),
    );
  }
  const found = matching(accounts, words.join(" "), searchedText);
  const endsSo = (it: Account) => words.includes(lastFour(it));
  return [...found.filter(endsSo), ...found.filter((it) => !endsSo(it))];
}

function searchedText(account: PayeeAccount): string {
  const { accountHolderName, nickname, bankName, ifscCode } = account;
  const words = [accountHolderName, nickname, bankName, ifscCode];
  return [...words, lastFour(account), accountTypeText(account)].join(" ");
}
