// Ids of exports that this browser has asked for and not saved yet: it is told when they are there.
import { useSyncExternalStore } from "react";
import { ofBrowser, readStored } from "../navigation/storage";
import { nameOf, notify, subscribe } from "./isAwaited";

/** More are not made within a day, after which the server deletes them. */
const MOST = 20;
const UUID = /^[0-9a-f-]{36}$/;
const NONE: readonly string[] = [];

/** Without storage, or for as long as it is the same text. */
const known = new Map<string, { text: string | null; ids: readonly string[] }>();
/** Exports that this page waits for itself. */
const here = new Set<string>();

export function awaitedExports(merchantId: string): readonly string[] {
  const text = readStored(ofBrowser, nameOf(merchantId));
  const last = known.get(merchantId);
  if (last && last.text === text) return last.ids;
  const ids = idsIn(text);
  known.set(merchantId, { text, ids });
  return ids;
}

export function awaitExport(merchantId: string, id: string) {
  keep(merchantId, [id, ...awaitedExports(merchantId).filter((it) => it !== id)].slice(0, MOST));
}

/** It is saved, dismissed, or no more. */
export function forgetExport(merchantId: string, id: string) {
  keep(
    merchantId,
    awaitedExports(merchantId).filter((it) => it !== id),
  );
}

/** While the page waits for the export itself, and saves it, nobody needs to be told of it. */
export async function whileHere<T>(id: string, wait: () => Promise<T>): Promise<T> {
  here.add(id);
  notify();
  try {
    return await wait();
  } finally {
    here.delete(id);
    notify();
  }
}

export function isHere(id: string): boolean {
  return here.has(id);
}

/** Those of this browser, whichever tab has asked for them. */
export function useAwaitedExports(merchantId: string): readonly string[] {
  return useSyncExternalStore(subscribe, () => awaitedExports(merchantId));
}

/** How many this page waits for itself: a change of it is one to look at the others again. */
export function useCountHere(): number {
  return useSyncExternalStore(subscribe, () => here.size);
}

function keep(merchantId: string, ids: readonly string[]) {
  try {
    if (ids.length > 0) localStorage.setItem(nameOf(merchantId), JSON.stringify(ids));
    else localStorage.removeItem(nameOf(merchantId));
  } catch {
    // With storage switched off another visit tells nothing: the list of exports has them.
  }
  notify();
}

/** What is stored may be another release's. */
function idsIn(text: string | null): readonly string[] {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(stored)) return NONE;
    return stored.filter((it) => typeof it === "string" && UUID.test(it)).slice(0, MOST);
  } catch {
    return NONE;
  }
}
