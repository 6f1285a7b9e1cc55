import { expect, test } from "vitest";
import { differences, mistakable, type PayeeAccount } from "./payee";

const account = (id: string, change: Partial<PayeeAccount> = {}): PayeeAccount => ({
  id,
  accountHolderName: "Ramesh Kumar",
  accountNumberMasked: "XXXXXXXXXXX3456",
  ifscCode: "HDFC0001234",
  bankName: "HDFC Bank",
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
  ...change,
});
const told = (...accounts: PayeeAccount[]) => Object.fromEntries(differences(accounts));

test("accounts that look different need nothing more", () => {
  const other = { accountHolderName: "Suresh Traders" };
  expect(told(account("a"), account("b", other))).toEqual({});
  expect(told(account("a"), account("b", { ifscCode: "HDFC0009999" }))).toEqual({});
  expect(told(account("a"), account("b", { accountNumberMasked: "XXXXXXXXXXX3457" }))).toEqual({});
});

test("the type tells apart what else looks the same", () => {
  expect(told(account("a"), account("b", { accountType: "SAVINGS" }))).toEqual({
    a: "Current",
    b: "Savings",
  });
});

test("names that differ only in case, accents and points look the same", () => {
  const shouted = account("b", { accountHolderName: "RAMÉSH  KUMAR.", accountType: "SAVINGS" });
  expect(told(account("a"), shouted)).toEqual({ a: "Current", b: "Savings" });
});

test("then the day in India on which they were added", () => {
  const nextDay = account("b", { createdAt: "2026-11-12T18:30:00+00:00" });
  expect(told(account("a"), nextDay)).toEqual({
    a: "added 12 Nov 2026",
    b: "added 13 Nov 2026",
  });
});

test("then the time, and at last their order", () => {
  const later = account("b", { createdAt: "2026-11-12T10:00:01+00:00" });
  const [first, second] = [told(account("a"), later).a, told(account("a"), later).b];
  expect(first).toContain("15:30:00");
  expect(second).toContain("15:30:01");
  expect(told(account("a"), account("b"))).toEqual({ a: "1 of 2", b: "2 of 2" });
});

test("another payee's account at the same bank with the same ending can be mistaken for it", () => {
  const suresh = account("b", { accountHolderName: "Suresh Traders", ifscCode: "HDFC0009999" });
  const elsewhere = account("c", { ifscCode: "SBIN0001234", bankName: "State Bank of India" });
  const ending = account("d", { accountNumberMasked: "XXXXXXXXXXX0001" });
  expect(mistakable(account("a"), [account("a"), suresh, elsewhere, ending])).toEqual([suresh]);
  const unlisted = { bankName: null, ifscCode: "ABCD0000001" };
  expect(mistakable(account("a", unlisted), [account("b", unlisted)])).toHaveLength(1);
});
