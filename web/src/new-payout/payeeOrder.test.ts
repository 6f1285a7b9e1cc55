import { expect, test } from "vitest";
import type { PayeeAccount } from "../payouts/payee";
import { recentFirst, recentOf } from "./payeeOrder";

const account = (id: string, accountHolderName: string): PayeeAccount => ({
  ...{ id, accountHolderName },
  accountNumberMasked: "XXXXXXXX1234",
  ifscCode: "HDFC0001234",
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
});
const ACCOUNTS = [account("c", "Chand"), account("a", "Anand"), account("b", "Bina")];

test("the payees of the newest payouts are named once each, and five at most", () => {
  expect(recentOf(["a", "b", "a", "c", "d", "e", "f"])).toEqual(["a", "b", "c", "d", "e"]);
});

test("those paid last stand first, the others by name", () => {
  const { ordered, recentCount } = recentFirst(ACCOUNTS, ["c"]);
  expect(ordered.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  expect(recentCount).toBe(1);
});

test("one who is no longer offered is not among those paid last", () => {
  const { ordered, recentCount } = recentFirst(ACCOUNTS, ["retired", "b"]);
  expect(ordered.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(recentCount).toBe(1);
});
