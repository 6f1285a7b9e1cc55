import { useSyncExternalStore } from "react";
import { newIdempotencyKey } from "../api";
import { parseRupees } from "../money";
import { edited, type Intention, newIntention, storedIntention } from "./intention";

// Written before anything is rendered or sent, so that a reload at any moment finds the same key.
const intentions = new Map<string, Intention>();
const listeners = new Set<() => void>();

const place = (merchantId: string) => `payout-engine:intention:${merchantId}`;

export function intentionOf(merchantId: string): Intention {
  let intention = intentions.get(merchantId);
  if (!intention) {
    intention = storedIntention(read(place(merchantId))) ?? newIntention(newIdempotencyKey);
    intentions.set(merchantId, intention);
  }
  return intention;
}

export function changeIntention(merchantId: string, change: (it: Intention) => Intention) {
  const next = change(intentionOf(merchantId));
  intentions.set(merchantId, next);
  write(place(merchantId), JSON.stringify(next));
  for (const listener of listeners) listener();
}

/** After typing, choosing, or going back to contents that were sent before. */
export function editIntention(
  merchantId: string,
  change: Partial<Pick<Intention, "amount" | "bankAccountId">>,
) {
  changeIntention(merchantId, (it) => edited(it, change, paiseOf, newIdempotencyKey));
}

export function useIntention(merchantId: string): Intention {
  return useSyncExternalStore(subscribe, () => intentionOf(merchantId));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, text: string) {
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // Without storage the key lives as long as the page.
  }
}

function paiseOf(amount: string): number | null {
  const parsed = parseRupees(amount);
  return parsed.ok ? parsed.paise : null;
}
