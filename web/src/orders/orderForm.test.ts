import { expect, test } from "vitest";
import { expiryOf, FIELDS, faultsOf } from "./orderForm";

const NOW = Date.parse("2026-11-29T10:00:00Z");
const GOOD = { ...FIELDS, bankAccountId: "a", amount: "1,000" };
const DAY = 86_400_000;

test("a beneficiary and an amount are enough", () => {
  expect(faultsOf(GOOD, NOW)).toEqual({});
});

test("what is missing or wrong is told by its field", () => {
  expect(Object.keys(faultsOf(FIELDS, NOW)).sort()).toEqual(["amountPaise", "bankAccountId"]);
  expect(faultsOf({ ...GOOD, reference: "x".repeat(41) }, NOW).reference).toBeTruthy();
  expect(faultsOf({ ...GOOD, notBefore: "2026-11-29T15:30" }, NOW).notBefore).toBeTruthy();
  const far = { ...GOOD, notBefore: "2027-02-15T10:00", waitDays: "30" };
  expect(faultsOf(far, NOW).expiresAt).toBeTruthy();
});

test("it waits from now, or from the time before which it is not paid", () => {
  expect(expiryOf(GOOD, NOW)).toBe(NOW + 4 * DAY);
  expect(expiryOf({ ...GOOD, notBefore: "2026-12-01T15:30", waitDays: "1" }, NOW)).toBe(
    NOW + 3 * DAY,
  );
});
