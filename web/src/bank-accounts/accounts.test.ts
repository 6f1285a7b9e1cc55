import { expect, test } from "vitest";
import { type AccountRef, inOrder, type ManagedAccount, shelfOf } from "./accounts";

const account = (id: string, more: Partial<ManagedAccount> = {}) =>
  ({
    id,
    accountHolderName: "Anand",
    isPrimary: false,
    createdAt: "2026-11-12",
    ...more,
  }) as ManagedAccount;

test("the primary account comes first, then names, then the older of two namesakes", () => {
  const listed = [
    account("younger", { createdAt: "2026-11-13" }),
    account("z", { accountHolderName: "Zaveri" }),
    account("older"),
    account("primary", { accountHolderName: "Zeta", isPrimary: true }),
    account("lower", { accountHolderName: "ábhay" }),
  ];
  const order = inOrder(listed as unknown as AccountRef[]).map(({ id }) => id);
  expect(order).toEqual(["primary", "lower", "older", "younger", "z"]);
});

test("a retired account is on the other shelf", () => {
  expect(shelfOf({ retiredAt: null })).toBe("active");
  expect(shelfOf({ retiredAt: "2026-11-20T10:00:00+00:00" })).toBe("retired");
});
