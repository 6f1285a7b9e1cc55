import { parseRupees } from "../money";
import { LONGEST_REFERENCE, lengthOf, scheduleError } from "../new-payout/detailRules";
import { timeOf } from "../time/india";

/** As typed. */
export type OrderFields = {
  bankAccountId: string;
  amount: string;
  reference: string;
  notBefore: string;
  waitDays: string;
};

export const FIELDS: OrderFields = {
  bankAccountId: "",
  amount: "",
  reference: "",
  notBefore: "",
  waitDays: "4",
};

/** What was sent without an answer: sent again, it is the same order. */
export type SentOrder = { fields: OrderFields; key: string; since: number };

/** Parses what `useUnansweredForm` has kept; null for anything else. */
export function storedOrder(found: Record<string, string> | null): SentOrder | null {
  if (!found?.key || !Number(found.since)) return null;
  const { key, since, ...fields } = found;
  return { fields: { ...FIELDS, ...fields }, key, since: Number(since) };
}

export const WAITS = ["1", "4", "7", "14", "30", "60"];
const FURTHEST_DAYS = 93;
const DAY = 86_400_000;

export type Faults = Partial<
  Record<"bankAccountId" | "amountPaise" | "reference" | "notBefore" | "expiresAt", string>
>;

/** Found before the server is asked, which has the last word. */
export function faultsOf(fields: OrderFields, now: number): Faults {
  const wrong: Faults = { ...scheduleError(fields.notBefore, now) };
  const parsed = parseRupees(fields.amount);
  if (!fields.bankAccountId) wrong.bankAccountId = "Choose whom to pay.";
  if (!parsed.ok) wrong.amountPaise = parsed.reason;
  if (lengthOf(fields.reference) > LONGEST_REFERENCE)
    wrong.reference = `Use up to ${LONGEST_REFERENCE} characters.`;
  if (!wrong.notBefore && expiryOf(fields, now) > now + FURTHEST_DAYS * DAY)
    wrong.expiresAt = `It may wait until ${FURTHEST_DAYS} days from now at most.`;
  return wrong;
}

/** So many days from now, or from the time before which it is not paid. */
export function expiryOf({ notBefore, waitDays }: OrderFields, now: number): number {
  const from = Date.parse(timeOf(notBefore) ?? "");
  return (Number.isNaN(from) ? now : Math.max(from, now)) + Number(waitDays) * DAY;
}
