import { expect, test } from "vitest";
import { payoutName } from "./payoutName";

const payout = {
  ...{ amountPaise: 100_000, status: "COMPLETED" as const, needsReview: false },
  bankAccount: { accountHolderName: "Anand Dyes" },
};
const NOON = Date.parse("2026-11-28T12:00:00+05:30");

test.each([
  [{ createdAt: "2026-11-12T10:00:00+05:30" }, "₹1,000.00 to Anand Dyes, 12 Nov, paid"],
  [{ createdAt: "2026-03-31T10:00:00+05:30" }, "₹1,000.00 to Anand Dyes, 31 Mar 2026, paid"],
  [
    { createdAt: "2026-11-28T00:00:00+05:30", status: "PROCESSING" as const, needsReview: true },
    "₹1,000.00 to Anand Dyes, today 00:00, unconfirmed",
  ],
  [
    { createdAt: "2026-11-12T10:00:00+05:30", returned: { at: "" } },
    "₹1,000.00 to Anand Dyes, 12 Nov, returned",
  ],
])("a payout with %j is named %j", (its, name) => {
  expect(payoutName({ ...payout, ...its }, NOON)).toBe(name);
});
