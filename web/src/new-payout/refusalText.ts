import { shortfallText } from "../balance/shortfall";
import type { Refusal } from "./useCreatePayout";

export type FieldErrors = {
  amount?: string;
  account?: string;
  reference?: string;
  narration?: string;
  purpose?: string;
  notBefore?: string;
  rail?: string;
  form?: string;
};

const DETAILS = ["reference", "narration", "purpose", "rail"] as const;

/** A refusal's text, keyed by the field that it concerns. */
export function refusalText(refusal: Refusal): FieldErrors {
  if (refusal.__typename === "InsufficientFunds") {
    return { amount: shortfallText(refusal.amountPaise, refusal.availablePaise) };
  }
  if (refusal.__typename === "IdempotencyConflict") {
    return { form: `${refusal.message} Nothing was paid. Send again to use a new key.` };
  }
  if (refusal.field === "amountPaise") return { amount: refusal.message };
  if (refusal.field === "bankAccountId") return { account: refusal.message };
  if (refusal.field === "notBefore")
    return { notBefore: "Choose a time that is still to come, within 93 days." };
  const detail = DETAILS.find((it) => it === refusal.field);
  return { [detail ?? "form"]: refusal.message };
}
