import { expect, test } from "vitest";
import { refusalText } from "./refusalText";

const refusal = (field: string | null) =>
  ({ __typename: "ValidationError", message: "Not so.", field, amountPaise: 1 }) as const;

test("what is missing is said in rupees, beside the amount", () => {
  const words = refusalText({
    __typename: "InsufficientFunds",
    message: "",
    availablePaise: 950_000,
    amountPaise: 100_000_000,
  });
  expect(words).toEqual({
    amount: "Not enough balance. Available: ₹9,500.00. Short by ₹9,90,500.00.",
  });
});

test("a refusal stands beside the field that it concerns", () => {
  expect(refusalText(refusal("amountPaise"))).toEqual({ amount: "Not so." });
  expect(refusalText(refusal("bankAccountId"))).toEqual({ account: "Not so." });
  expect(refusalText(refusal(null))).toEqual({ form: "Not so." });
});
