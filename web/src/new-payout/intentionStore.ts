import { useSyncExternalStore } from "react";
import { newIdempotencyKey } from "../api";
import { parseRupees } from "../money";
import { edited, type Intention, newIntention, storedIntention, storedSent } from "./intention";

// Written before anything is rendered or sent, so that a reload at any moment finds the same key.
const intentions = new Map<string, Intention>();
const listeners = new Set<() => void>();
const underWay = new Set<string>();

const draftPlace = (merchantId: string) => `payout-engine:intention:${merchantId}`;
const sentPlace = (merchantId: string) => `payout-engine:sent:${merchantId}`;

export function intentionOf(merchantId: string): Intention {
  let intention = intentions.get(merchantId);
  if (!intention) {
    const draft = storedIntention(read(() => sessionStorage, draftPlace(merchantId)));
    intention = draft ?? newIntention(newIdempotencyKey);
    // Where nothing is shared, what this tab has sent is what it remembers itself.
    const shared = read(() => localStorage, sentPlace(merchantId));
    if (shared !== null) intention = { ...intention, sent: storedSent(shared) };
    intentions.set(merchantId, intention);
  }
  return intention;
}

export function changeIntention(merchantId: string, change: (it: Intention) => Intention) {
  readAnew(merchantId);
  const next = change(intentionOf(merchantId));
  intentions.set(merchantId, next);
  write(() => sessionStorage, draftPlace(merchantId), JSON.stringify(next));
  write(() => localStorage, sentPlace(merchantId), JSON.stringify(next.sent));
  tellListeners();
}

/** Another tab may have sent something since. */
function readAnew(merchantId: string) {
  const shared = read(() => localStorage, sentPlace(merchantId));
  if (shared === null) return;
  intentions.set(merchantId, { ...intentionOf(merchantId), sent: storedSent(shared) });
}

/** Whether this tab still awaits the answer to a request with this key. */
export function isUnderWay(key: string): boolean {
  return underWay.has(key);
}

/** For as long as `request` lasts. */
export async function whileUnderWay<T>(merchantId: string, key: string, request: () => Promise<T>) {
  underWay.add(key);
  changeIntention(merchantId, (it) => ({ ...it }));
  try {
    return await request();
  } finally {
    underWay.delete(key);
    changeIntention(merchantId, (it) => ({ ...it }));
  }
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
  window.addEventListener("storage", hearOtherTabs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", hearOtherTabs);
  };
}

function hearOtherTabs({ key }: StorageEvent) {
  for (const merchantId of intentions.keys()) {
    if (key === sentPlace(merchantId)) readAnew(merchantId);
  }
  tellListeners();
}

function tellListeners() {
  for (const listener of listeners) listener();
}

// Storage may be switched off; then even naming it throws, and a key lives as long as the page.
function read(storage: () => Storage, name: string): string | null {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, name: string, text: string) {
  try {
    storage().setItem(name, text);
  } catch {
    // As above.
  }
}

function paiseOf(amount: string): number | null {
  const parsed = parseRupees(amount);
  return parsed.ok ? parsed.paise : null;
}
