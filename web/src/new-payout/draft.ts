/** What a payout is about. Two requests with the same contents are the same draft. */
export type Contents = { amountPaise: number; bankAccountId: string };

/** A request whose answer has not been seen: it may or may not have been accepted. */
export type Sent = Contents & {
  key: string;
  firstSentAt: number;
  /** How many requests with this key went without an answer. */
  unanswered: number;
};

/**
 * What the reader is about to pay. The form is this tab's, in sessionStorage; what was sent is every tab's, in
 * localStorage, so that a second tab does not pay again what the first one waits for. The rule that no sequence of
 * clicks pays twice: the same contents are sent with the same key until a request with them was
 * accepted, or every request with them was refused.
 */
export type Draft = {
  /** As typed. */
  amount: string;
  bankAccountId: string;
  /** For the contents as they are now. */
  key: string;
  sent: Sent[];
};

/** The server remembers a key for 24 hours; after that the same key would pay again. */
const KEY_IS_SAFE_FOR_MS = 23 * 60 * 60 * 1000;

export function newDraft(newKey: () => string): Draft {
  return { amount: "", bankAccountId: "", key: newKey(), sent: [] };
}

/** After typing. `parse` reads the amount, and is null for what is no amount. */
export function edited(
  draft: Draft,
  change: Partial<Pick<Draft, "amount" | "bankAccountId">>,
  parse: (amount: string) => number | null,
  newKey: () => string,
): Draft {
  const next = { ...draft, ...change };
  const amountPaise = parse(next.amount);
  // ₹500 and ₹500.00 are the same amount.
  const isSame = next.bankAccountId === draft.bankAccountId && amountPaise === parse(draft.amount);
  if (isSame) return next;
  const earlier = amountPaise === null ? undefined : sentWith(next, { ...next, amountPaise });
  return { ...next, key: earlier?.key ?? newKey() };
}

/**
 * Before the request leaves: from here on its answer is owed, under `key` of the result. To be stored
 * before the request is made. However the contents came about, no key is ever sent with two of them.
 */
export function sending(
  draft: Draft,
  contents: Contents,
  now: number,
  newKey: () => string,
): Draft {
  const { amountPaise, bankAccountId } = contents;
  const earlier = sentWith(draft, contents);
  const isTaken = draft.sent.some((it) => it.key === draft.key);
  const key = earlier?.key ?? (isTaken ? newKey() : draft.key);
  const sent: Sent = earlier
    ? { ...earlier, unanswered: earlier.unanswered + 1 }
    : { amountPaise, bankAccountId, key, firstSentAt: now, unanswered: 1 };
  return { ...draft, key, sent: [...without(draft, key), sent] };
}

/** Accepted, now or before: the draft is fulfilled, and the next one begins. */
export function accepted(draft: Draft, key: string, newKey: () => string): Draft {
  const sent = without(draft, key);
  // What was typed meanwhile is another payout, and stays.
  return draft.key === key ? { ...newDraft(newKey), sent } : { ...draft, sent };
}

/**
 * Refused: that request paid nothing. An earlier one under the same key may still be on its way, and
 * only then the key stays; after a conflict it cannot.
 */
export function refused(
  draft: Draft,
  key: string,
  newKey: () => string,
  isConflict = false,
): Draft {
  const sent = draft.sent.find((it) => it.key === key);
  if (sent && sent.unanswered > 1 && !isConflict) {
    const rest = { ...sent, unanswered: sent.unanswered - 1 };
    return { ...draft, sent: [...without(draft, key), rest] };
  }
  const isCurrent = draft.key === key;
  return { ...draft, key: isCurrent ? newKey() : draft.key, sent: without(draft, key) };
}

/** The unanswered request with these contents, if there is one. */
export function sentWith(draft: Draft, contents: Contents): Sent | undefined {
  return draft.sent.find(
    (it) => it.amountPaise === contents.amountPaise && it.bankAccountId === contents.bankAccountId,
  );
}

/** Whether the server may have forgotten the key: a retry could then pay a second time. */
export function isTooOldToRetry(sent: Sent, now: number): boolean {
  return now - sent.firstSentAt > KEY_IS_SAFE_FOR_MS;
}

/** The reader has looked, and says that it is settled. */
export function forgotten(draft: Draft, key: string, newKey: () => string): Draft {
  const isCurrent = draft.key === key;
  return { ...draft, key: isCurrent ? newKey() : draft.key, sent: without(draft, key) };
}

/** Reads what was stored; null for anything else. */
export function storedDraft(text: string | null): Draft | null {
  try {
    const it = JSON.parse(text ?? "null");
    const isDraft =
      typeof it?.amount === "string" &&
      typeof it.bankAccountId === "string" &&
      typeof it.key === "string" &&
      Array.isArray(it.sent);
    return isDraft ? it : null;
  } catch {
    return null;
  }
}

/** Reads what other tabs may have stored; nothing for anything else. */
export function storedSent(text: string | null): Sent[] {
  try {
    const found = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter((it) => typeof it?.key === "string") : [];
  } catch {
    return [];
  }
}

function without(draft: Draft, key: string): Sent[] {
  return draft.sent.filter((it) => it.key !== key);
}
