import { plain } from "../search/matching";
import { exactText, longDayText } from "../time/india";

/** The fields by which people tell a payee's account from another one. */
export type PayeeAccount = {
  id: string;
  accountHolderName: string;
  nickname?: string | null;
  accountNumberMasked: string;
  ifscCode: string;
  bankName?: string | null;
  accountType: "SAVINGS" | "CURRENT";
  createdAt: string;
};

export function lastFour({ accountNumberMasked }: Pick<PayeeAccount, "accountNumberMasked">) {
  return accountNumberMasked.slice(-4);
}

export function accountTypeText({ accountType }: Pick<PayeeAccount, "accountType">): string {
  return accountType === "SAVINGS" ? "Savings" : "Current";
}

/**
 * For accounts whose name, bank, last four digits and IFSC look the same: what tells each of them from the others, by
 * id. That is the type if all types differ, else the day on which the account was added, else the second.
 */
export function differences(accounts: PayeeAccount[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const alike of groupsOf(accounts, looks)) {
    if (alike.length === 1) continue;
    const ways = [accountTypeText, addedOn(longDayText), addedOn(exactText)];
    const tells = ways.find((way) => new Set(alike.map(way)).size === alike.length);
    alike.forEach((account, index) => {
      // Only accounts added in the same second are left: their order never changes.
      found.set(account.id, tells ? tells(account) : `${index + 1} of ${alike.length}`);
    });
  }
  return found;
}

/** Other payees' accounts with the same bank and last four digits: the ones that this one is mistaken for. */
export function mistakable<Account extends PayeeAccount>(
  account: PayeeAccount,
  accounts: Account[],
): Account[] {
  const place = (it: PayeeAccount) => `${bankOf(it)} ${lastFour(it)}`;
  return accounts.filter((it) => it.id !== account.id && place(it) === place(account));
}

function looks(account: PayeeAccount): string {
  return JSON.stringify([plain(account.accountHolderName), lastFour(account), account.ifscCode]);
}

function bankOf({ bankName, ifscCode }: PayeeAccount): string {
  return bankName ?? ifscCode.slice(0, 4);
}

function addedOn(textOf: (at: string) => string) {
  return ({ createdAt }: PayeeAccount) => `added ${textOf(createdAt)}`;
}

function groupsOf<Item>(items: Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
