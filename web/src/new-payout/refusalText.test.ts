import { expect, test } from "vitest";
import { refusalText } from "./refusalText";

const refusal = (field: string | null) =>
  ({ __typename: "ValidationError", message: "Not so.", field, amountPaise: 1 }) as const;

test("the shortfall is shown in rupees, beside the amount", () => {
  const errors = refusalText({
    __typename: "InsufficientFunds",
    message: "",
    availablePaise: 950_000,
    amountPaise: 100_000_000,
  });
  expect(errors).toEqual({
    amount: "Not enough balance. Available: ₹9,500.00. Short by ₹9,90,500.00.",
  });
});

test("a refusal is shown beside its field", () => {
  expect(refusalText(refusal("amountPaise"))).toEqual({ amount: "Not so." });
  expect(refusalText(refusal("bankAccountId"))).toEqual({ account: "Not so." });
  expect(refusalText(refusal("narration"))).toEqual({ narration: "Not so." });
  expect(refusalText(refusal(null))).toEqual({ form: "Not so." });
});
