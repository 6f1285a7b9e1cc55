import { expect, test } from "vitest";
import { filledIn, prefillOf } from "./prefill";

test("a link fills in the beneficiary and the amount", () => {
  expect(prefillOf({ beneficiary: "01A2-b", amount: "48750" })).toEqual({
    bankAccountId: "01a2-b",
    amount: "48750",
  });
});

test("a link fills in what the payout says of itself", () => {
  expect(prefillOf({ ref: "INV-201", narration: "Acme Oct", purpose: "vendor_bill" })).toEqual({
    ...{ reference: "INV-201", narration: "Acme Oct", purpose: "VENDOR_BILL" },
  });
  expect(prefillOf({ purpose: "bribe" })).toBeNull();
});

test("a link names the failed payout that is paid again, and the next link does not", () => {
  expect(prefillOf({ retry: "01A2-C", beneficiary: "b" })).toEqual({
    retryOf: "01a2-c",
    bankAccountId: "b",
  });
  expect(filledIn({ amount: "5" }).retryOf).toBe("");
});

test("a link without any of its parameters fills in nothing", () => {
  expect(prefillOf({})).toBeNull();
  expect(prefillOf({ status: "FAILED", amount: "" })).toBeNull();
});

test("an amount of any length is cut to what the field can show", () => {
  expect(prefillOf({ amount: "9".repeat(5000) })?.amount).toHaveLength(60);
});

test("a link with an amount begins anew, one without it leaves what was typed", () => {
  expect(filledIn({ amount: "500" })).toEqual({
    amount: "500",
    ...{ bankAccountId: "", reference: "", narration: "", purpose: "", rail: "", retryOf: "" },
    notBefore: "",
  });
  expect(filledIn({ bankAccountId: "a" })).toEqual({ bankAccountId: "a" });
});
