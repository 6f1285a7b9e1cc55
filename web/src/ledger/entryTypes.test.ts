import { expect, test } from "vitest";
import { ENTRY_TYPES, toggled, typesOf } from "./entryTypes";

test("known types are read from the URL, unknown ones are ignored", () => {
  expect(typesOf("FEE_DEBIT,nonsense,PAYOUT_HOLD")).toEqual(["PAYOUT_HOLD", "FEE_DEBIT"]);
  expect(typesOf(undefined)).toEqual([]);
  expect(typesOf("")).toEqual([]);
});

test("a type toggles on and off", () => {
  expect(toggled(["FEE_DEBIT"], "PAYOUT_HOLD")).toBe("PAYOUT_HOLD,FEE_DEBIT");
  expect(toggled(["PAYOUT_HOLD", "FEE_DEBIT"], "FEE_DEBIT")).toBe("PAYOUT_HOLD");
  expect(toggled(["FEE_DEBIT"], "FEE_DEBIT")).toBe("");
});

test("choosing all types clears the filter", () => {
  const [last, ...others] = [...ENTRY_TYPES].reverse();
  if (last) expect(toggled(others, last)).toBe("");
});
