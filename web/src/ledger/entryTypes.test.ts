import { expect, test } from "vitest";
import { ENTRY_TYPES, toggled, typesOf } from "./entryTypes";

test("the URL's types are read, whatever else it says", () => {
  expect(typesOf("FEE_DEBIT,nonsense,PAYOUT_HOLD")).toEqual(["PAYOUT_HOLD", "FEE_DEBIT"]);
  expect(typesOf(undefined)).toEqual([]);
  expect(typesOf("")).toEqual([]);
});

test("a type is switched on and off again", () => {
  expect(toggled(["FEE_DEBIT"], "PAYOUT_HOLD")).toBe("PAYOUT_HOLD,FEE_DEBIT");
  expect(toggled(["PAYOUT_HOLD", "FEE_DEBIT"], "FEE_DEBIT")).toBe("PAYOUT_HOLD");
  expect(toggled(["FEE_DEBIT"], "FEE_DEBIT")).toBe("");
});

test("all types are no filter", () => {
  const [last, ...others] = [...ENTRY_TYPES].reverse();
  if (last) expect(toggled(others, last)).toBe("");
});
