import { expect, test } from "vitest";
import { refusalWords } from "./refusalWords";

const refusal = (field: string | null) =>
  ({ __typename: "ValidationError", message: "Not so.", field, amountPaise: 1 }) as const;

test("what is missing is said in rupees, beside the amount", () => {
  const words = refusalWords({
    __typename: "InsufficientFunds",
    message: "",
    availablePaise: 950_000,
    amountPaise: 100_000_000,
  });
  expect(words).toEqual({ amount: "₹9,90,500.00 is missing: ₹9,500.00 is available." });
});

test("a refusal stands beside the field that it concerns", () => {
  expect(refusalWords(refusal("amountPaise"))).toEqual({ amount: "Not so." });
  expect(refusalWords(refusal("bankAccountId"))).toEqual({ account: "Not so." });
  expect(refusalWords(refusal(null))).toEqual({ form: "Not so." });
});
