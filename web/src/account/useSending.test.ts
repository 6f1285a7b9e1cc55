import { expect, test } from "vitest";
import { Refused, Unreachable } from "../api";
import { RefusedField } from "./account";
import { errorsOf } from "./useSending";

const FIELDS = ["new_password", "code"];

test("a refusal stands beside its field", () => {
  const short = new RefusedField(
    "new_password must be longer.",
    "validation_error",
    "new_password",
  );
  expect(errorsOf(short, FIELDS)).toEqual({ new_password: "It must be longer." });
  const wrong = new RefusedField("Wrong code.", "code_refused", "code");
  expect(errorsOf(wrong, FIELDS)).toEqual({ code: "Wrong code." });
});

test.each([
  [new RefusedField("No.", "validation_error", "other"), "No."],
  [new Refused("Too many attempts. Try again in 15 minutes."), /15 minutes/],
  [new Unreachable("No response."), /Can't reach the server/],
])("%s concerns the whole form", (cause, text) => {
  expect(errorsOf(cause, FIELDS).form).toMatch(text);
});
