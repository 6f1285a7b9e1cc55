import { expect, test } from "vitest";
import {
  type Choice,
  choiceOf,
  filtersOf,
  MOVEMENTS,
  subjectOf,
  toggled,
  typesOf,
} from "./entryTypes";

const ALL: Choice = { movements: [], hasHolds: false };
const MOVED = [
  ...["PAYMENT_RECEIVED", "PAYMENT_REVERSED", "PAYOUT_COMPLETED", "PAYOUT_RETURNED"],
  ...["FEE_DEBIT", "FEE_TAX_DEBIT", "FEE_REFUND", "FEE_TAX_REFUND"],
  ...["ADJUSTMENT_CREDIT", "ADJUSTMENT_DEBIT"],
];

test("the statement shows money that moved, and holds only where they are asked for", () => {
  expect(typesOf(ALL)).toEqual(MOVED);
  expect(typesOf({ ...ALL, hasHolds: true })).toEqual([]);
  expect(typesOf({ movements: ["Payouts"], hasHolds: false })).toEqual([
    ...["PAYOUT_COMPLETED", "PAYOUT_RETURNED"],
  ]);
  expect(typesOf({ movements: ["Payouts"], hasHolds: true })).toEqual([
    ...["PAYOUT_HOLD", "PAYOUT_RELEASE", "PAYOUT_COMPLETED", "PAYOUT_RETURNED"],
  ]);
});

test.each<[Record<string, string>, Choice]>([
  [{}, ALL],
  [{ types: "" }, ALL],
  [{ types: "nonsense" }, ALL],
  [{ types: "FEE_DEBIT,nonsense" }, { movements: ["Fees"], hasHolds: false }],
  [{ types: "ADJUSTMENT_DEBIT" }, { movements: ["Adjustments"], hasHolds: false }],
  [{ types: "PAYOUT_HOLD" }, { movements: [], hasHolds: true }],
  [{ types: MOVED.join() }, ALL],
  [{ holds: "shown" }, { movements: [], hasHolds: true }],
  [{ holds: "yes" }, ALL],
])("the address's filters %j are understood", (filters, choice) => {
  expect(choiceOf(filters)).toEqual(choice);
  expect(choiceOf(filtersOf(choice))).toEqual(choice);
});

test("an adjustment is either of its types in the address", () => {
  expect(filtersOf({ movements: ["Adjustments"], hasHolds: true })).toEqual({
    types: "ADJUSTMENT_CREDIT,ADJUSTMENT_DEBIT",
    holds: "shown",
  });
});

test("a movement toggles on and off, and all of them are no filter", () => {
  const fees = toggled(ALL, "Fees");
  expect(fees.movements).toEqual(["Fees"]);
  expect(toggled(fees, "Money in").movements).toEqual(["Money in", "Fees"]);
  expect(toggled(fees, "Fees")).toEqual(ALL);
  const [last, ...others] = [...MOVEMENTS].reverse();
  if (last) expect(filtersOf(toggled({ ...ALL, movements: others }, last)).types).toBe("");
});

test("a file is named after what is in it", () => {
  expect(subjectOf(ALL)).toBe("statement");
  expect(subjectOf({ movements: [], hasHolds: true })).toBe("ledger");
  expect(subjectOf({ movements: ["Money in", "Fees"], hasHolds: false })).toBe(
    "statement-money-in-fees",
  );
});
