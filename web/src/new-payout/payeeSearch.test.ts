import { expect, test } from "vitest";
import type { PayeeAccount } from "../payouts/payee";
import { inNameOrder, payeesFound } from "./payeeSearch";

const account = (
  accountHolderName: string,
  accountNumberMasked: string,
  ifscCode: string,
  bankName: string | null,
): PayeeAccount => ({
  id: `${accountHolderName} ${accountNumberMasked}`,
  ...{ accountHolderName, accountNumberMasked, ifscCode, bankName },
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
});
const ramesh = account("Ramesh Kumar", "XXXXXXXXXXX3456", "HDFC0001234", "HDFC Bank");
const suresh = account("Suresh Traders", "XXXXXXXXXXX3456", "HDFC0001234", "HDFC Bank");
const anand = account(
  "Anand Dyes & Chemicals",
  "XXXXXXX0001",
  "SBIN0009999",
  "State Bank of India",
);
const unlisted = account("Bétul Weavers", "XXXXXXXXXXXXXX7890", "ZZZZ0ABC123", null);
const all = [ramesh, suresh, anand, unlisted];

test.each([
  ["ramesh", [ramesh]],
  ["RAMESH hdfc", [ramesh]],
  ["3456", [ramesh, suresh]],
  ["3456 sur", [suresh]],
  ["••••3456", [ramesh, suresh]],
  ["XXXX3456", [ramesh, suresh]],
  ["**0001", [anand, ramesh, suresh]],
  ["0001 state", [anand]],
  ["३४५६", [ramesh, suresh]],
  ["hdfc0001234", [ramesh, suresh]],
  ["abc123", [unlisted]],
  ["betul", [unlisted]],
  ["state bank", [anand]],
  ["dyes and chem", [anand]],
  ["500100123453456", [ramesh, suresh]],
  ["5001 0012 3453 456", [ramesh, suresh]],
  ["123453456", []],
  ["current", all],
  ["", all],
  ["no such firm", []],
])("%j finds the right accounts", (search, expected) => {
  expect(payeesFound(all, search)).toEqual(expected);
});

test("accounts stand in the order of names, and equal names keep one order", () => {
  const names = (accounts: PayeeAccount[]) => accounts.map((it) => it.accountHolderName);
  expect(names(inNameOrder(all))).toEqual([
    "Anand Dyes & Chemicals",
    "Bétul Weavers",
    "Ramesh Kumar",
    "Suresh Traders",
  ]);
  const other = { ...ramesh, id: "other", ifscCode: "AXIS0000001" };
  expect(inNameOrder([ramesh, other])).toEqual([other, ramesh]);
  expect(inNameOrder([other, ramesh])).toEqual([other, ramesh]);
});

test("of 500 accounts one is found by its ending", () => {
  const many = Array.from({ length: 500 }, (_, number) =>
    account(
      `Supplier ${number}`,
      `XXXXXXXX${String(number).padStart(4, "0")}`,
      "HDFC0001234",
      "HDFC Bank",
    ),
  );
  expect(payeesFound(many, "0417").map((it) => it.accountHolderName)).toEqual(["Supplier 417"]);
});
