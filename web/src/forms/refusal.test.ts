import { expect, test } from "vitest";
import { Refused, Unreachable } from "../api";
import { failedForm, refusedField } from "./refusal";

const FIELDS = ["accountNumber", "reference"] as const;

test("a refusal is placed beside its field, in either spelling", () => {
  const message = "An account number has 9 to 18 digits.";
  const expected = { accountNumber: message };
  expect(refusedField({ message, field: "accountNumber" }, FIELDS)).toEqual(expected);
  expect(refusedField({ message, field: "account_number" }, FIELDS)).toEqual(expected);
});

test("a refusal without a field on the form belongs to the form", () => {
  expect(refusedField({ message: "No.", field: "merchantId" }, FIELDS)).toEqual({ form: "No." });
  expect(refusedField({ message: "No.", field: null }, FIELDS)).toEqual({ form: "No." });
});

test("the API's field name is not repeated under its label", () => {
  const refusal = { message: "reference must not be empty.", field: "reference" };
  expect(refusedField(refusal, FIELDS)).toEqual({ reference: "It must not be empty." });
  const ofTwoWords = { message: "accountNumber must not be empty.", field: "accountNumber" };
  expect(refusedField(ofTwoWords, FIELDS)).toEqual({ accountNumber: "It must not be empty." });
});

test("a refusal shows the server's words, and no response shows ours", () => {
  expect(failedForm(new Refused("No key."), "Send it again.").form).toBe("No key.");
  expect(failedForm(new Unreachable("HTTP 502"), "Send it again.").form).toBe(
    "Can't reach the server. Send it again.",
  );
});
