import { useSyncExternalStore } from "react";
import { newIdempotencyKey } from "../api";
import { parseRupees } from "../money";
import { ofBrowser, ofTab, readStored } from "../navigation/storage";
import { type Draft, edited, type Fields, newDraft, storedDraft, storedSent } from "./draft";

// Stored before anything is rendered or sent, so that a reload at any moment finds the same key.
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();
const inFlight = new Set<string>();

const draftKey = (merchantId: string) => `payout-engine:draft:${merchantId}`;
const sentKey = (merchantId: string) => `payout-engine:sent:${merchantId}`;

export function draftOf(merchantId: string): Draft {
  let draft = drafts.get(merchantId);
  if (!draft) {
    const stored = storedDraft(readStored(ofTab, draftKey(merchantId)));
    draft = stored ?? newDraft(newIdempotencyKey);
    // Without localStorage a tab knows only its own requests.
    const shared = readStored(ofBrowser, sentKey(merchantId));
    if (shared !== null) draft = { ...draft, sent: storedSent(shared) };
    drafts.set(merchantId, draft);
  }
  return draft;
}

export function changeDraft(merchantId: string, change: (it: Draft) => Draft) {
  reloadSent(merchantId);
  const next = change(draftOf(merchantId));
  drafts.set(merchantId, next);
  write(ofTab, draftKey(merchantId), JSON.stringify(next));
  write(ofBrowser, sentKey(merchantId), JSON.stringify(next.sent));
  notifyListeners();
}

/** Rereads the requests sent, since another tab may have added one. */
function reloadSent(merchantId: string) {
  const shared = readStored(ofBrowser, sentKey(merchantId));
  if (shared === null) return;
  drafts.set(merchantId, { ...draftOf(merchantId), sent: storedSent(shared) });
}

/** True while this tab awaits the response to a request with this key. */
export function isInFlight(key: string): boolean {
  return inFlight.has(key);
}

/** Marks the key as in flight until `request` settles. */
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

/** Applies an edit: typing, choosing an account, or returning to contents sent before. */
export function editDraft(merchantId: string, change: Partial<Fields>) {
  changeDraft(merchantId, (it) => edited(it, change, paiseOf, newIdempotencyKey));
}

export function useDraft(merchantId: string): Draft {
  return useSyncExternalStore(subscribe, () => draftOf(merchantId));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", onOtherTabsChange);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", onOtherTabsChange);
  };
}

function onOtherTabsChange({ key }: StorageEvent) {
  for (const merchantId of drafts.keys()) {
    if (key === sentKey(merchantId)) reloadSent(merchantId);
  }
  notifyListeners();
}

function notifyListeners() {
  for (const listener of listeners) listener();
}

// With storage switched off a key lives as long as the page.
function write(storage: () => Storage, name: string, text: string) {
  try {
    storage().setItem(name, text);
  } catch {
    // Storage is switched off: see readStored().
  }
}

function paiseOf(amount: string): number | null {
  const parsed = parseRupees(amount);
  return parsed.ok ? parsed.paise : null;
}
