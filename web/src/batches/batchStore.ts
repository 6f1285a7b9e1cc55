import { useSyncExternalStore } from "react";
import { newIdempotencyKey } from "../api";
import { ofTab, readStored } from "../navigation/storage";
import { longDayText } from "../time/india";
import {
  afterPayment,
  type BatchDraft,
  changed,
  newBatch,
  type SentBatch,
  storedBatch,
} from "./batchDraft";

// Stored before anything is sent, so that a reload at any moment finds the same id. Each tab has a batch of its own.
const drafts = new Map<string, BatchDraft>();
const listeners = new Set<() => void>();
/** Ids of batches whose requests are out: what the server says of them meanwhile is not the last word. */
const inFlight = new Set<string>();

/** `app/UnansweredBatchBanner` looks for it as well. */
const nameOf = (merchantId: string) => `payout-engine:batch:${merchantId}`;

export function usualName(): string {
  return `Payouts of ${longDayText(Date.now())}`;
}

export function batchOf(merchantId: string): BatchDraft {
  let draft = drafts.get(merchantId);
  if (!draft) {
    draft =
      storedBatch(readStored(ofTab, nameOf(merchantId))) ??
      newBatch(usualName(), newIdempotencyKey);
    drafts.set(merchantId, draft);
  }
  return draft;
}

/** An edit: the next batch is another one. It changes nothing once the payment was asked for. */
export function editBatch(merchantId: string, edit: (it: BatchDraft) => Partial<BatchDraft>) {
  const draft = batchOf(merchantId);
  keep(merchantId, changed(draft, edit(draft), newIdempotencyKey));
}

/** Before a request leaves: from now on the same is sent, or nothing. */
export function markSent(merchantId: string, sent: SentBatch) {
  keep(merchantId, { ...batchOf(merchantId), sent });
}

/** The server has told what came of the payment: what was in that batch leaves the draft. */
export function endBatch(merchantId: string, id: string) {
  const draft = batchOf(merchantId);
  if (draft.id === id && draft.sent)
    keep(merchantId, afterPayment(draft, usualName(), newIdempotencyKey));
}

/** Marks the batch as on its way until `request` has ended. */
export async function whileInFlight<T>(id: string, request: () => Promise<T>): Promise<T> {
  inFlight.add(id);
  try {
    return await request();
  } finally {
    inFlight.delete(id);
    for (const listener of listeners) listener();
  }
}

/** True while this tab awaits the response to a request for this batch. */
export function isBatchInFlight(id: string): boolean {
  return inFlight.has(id);
}

/** The server does not know the batch, or has refused it: nothing was paid, and what is sent next is another one. */
export function reopenBatch(merchantId: string, id: string) {
  const draft = batchOf(merchantId);
  if (draft.id === id && !inFlight.has(id))
    keep(merchantId, { ...draft, id: newIdempotencyKey(), sent: null });
}

export function clearBatch(merchantId: string) {
  const { sent } = batchOf(merchantId);
  if (!sent) keep(merchantId, newBatch(usualName(), newIdempotencyKey));
}

export function useBatch(merchantId: string): BatchDraft {
  return useSyncExternalStore(subscribe, () => batchOf(merchantId));
}

function keep(merchantId: string, next: BatchDraft) {
  drafts.set(merchantId, next);
  try {
    sessionStorage.setItem(nameOf(merchantId), JSON.stringify(next));
  } catch {
    // With storage switched off the draft lives as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
