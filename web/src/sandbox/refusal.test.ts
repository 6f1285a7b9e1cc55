import { expect, test } from "vitest";
import { Refused, Unreachable } from "../api";
import { failedForm, refusedField } from "./refusal";

const FIELDS = ["accountNumber", "reference"] as const;

test("a refusal stands next to its field, however the engine spells it", () => {
  const message = "An account number has 9 to 18 digits.";
  const expected = { accountNumber: message };
  expect(refusedField({ message, field: "accountNumber" }, FIELDS)).toEqual(expected);
  expect(refusedField({ message, field: "account_number" }, FIELDS)).toEqual(expected);
});

test("a refusal of something that is not on the form is the form's", () => {
  expect(refusedField({ message: "No.", field: "merchantId" }, FIELDS)).toEqual({ form: "No." });
  expect(refusedField({ message: "No.", field: null }, FIELDS)).toEqual({ form: "No." });
});

test("the name of the API's field is not read out under its label", () => {
  const refusal = { message: "reference must not be empty.", field: "reference" };
  expect(refusedField(refusal, FIELDS)).toEqual({ reference: "It must not be empty." });
});

test("a refusal is told in the server's words, silence in ours", () => {
  expect(failedForm(new Refused("No key."), "Send it again.").form).toBe("No key.");
  expect(failedForm(new Unreachable("HTTP 502"), "Send it again.").form).toBe(
    "Can't reach the server. Send it again.",
  );
});
