import { useSyncExternalStore } from "react";
import { newIdempotencyKey } from "../api";
import { parseRupees } from "../money";
import { type Draft, edited, newDraft, storedDraft, storedSent } from "./draft";

// Written before anything is rendered or sent, so that a reload at any moment finds the same key.
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();
const inFlight = new Set<string>();

const draftKey = (merchantId: string) => `payout-engine:draft:${merchantId}`;
const sentKey = (merchantId: string) => `payout-engine:sent:${merchantId}`;

export function draftOf(merchantId: string): Draft {
  let draft = drafts.get(merchantId);
  if (!draft) {
    const stored = storedDraft(read(() => sessionStorage, draftKey(merchantId)));
    draft = stored ?? newDraft(newIdempotencyKey);
    // Where nothing is shared, what this tab has sent is what it remembers itself.
    const shared = read(() => localStorage, sentKey(merchantId));
    if (shared !== null) draft = { ...draft, sent: storedSent(shared) };
    drafts.set(merchantId, draft);
  }
  return draft;
}

export function changeDraft(merchantId: string, change: (it: Draft) => Draft) {
  readAnew(merchantId);
  const next = change(draftOf(merchantId));
  drafts.set(merchantId, next);
  write(() => sessionStorage, draftKey(merchantId), JSON.stringify(next));
  write(() => localStorage, sentKey(merchantId), JSON.stringify(next.sent));
  tellListeners();
}

/** Another tab may have sent something since. */
function readAnew(merchantId: string) {
  const shared = read(() => localStorage, sentKey(merchantId));
  if (shared === null) return;
  drafts.set(merchantId, { ...draftOf(merchantId), sent: storedSent(shared) });
}

/** Whether this tab still awaits the answer to a request with this key. */
export function isInFlight(key: string): boolean {
  return inFlight.has(key);
}

/** For as long as `request` lasts. */
export async function whileInFlight<T>(merchantId: string, key: string, request: () => Promise<T>) {
  inFlight.add(key);
  changeDraft(merchantId, (it) => ({ ...it }));
  try {
    return await request();
  } finally {
    inFlight.delete(key);
    changeDraft(merchantId, (it) => ({ ...it }));
  }
}

/** After typing, choosing, or going back to contents that were sent before. */
export function editDraft(
  merchantId: string,
  change: Partial<Pick<Draft, "amount" | "bankAccountId">>,
) {
  changeDraft(merchantId, (it) => edited(it, change, paiseOf, newIdempotencyKey));
}

export function useDraft(merchantId: string): Draft {
  return useSyncExternalStore(subscribe, () => draftOf(merchantId));
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
  for (const merchantId of drafts.keys()) {
    if (key === sentKey(merchantId)) readAnew(merchantId);
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
