/** What a payout is about. Two requests with the same contents are the same intention. */
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
export type Intention = {
  /** As typed. */
  amount: string;
  bankAccountId: string;
  /** For the contents as they are now. */
  key: string;
  sent: Sent[];
};

/** The server remembers a key for 24 hours; after that the same key would pay again. */
const KEY_IS_SAFE_FOR_MS = 23 * 60 * 60 * 1000;

export function newIntention(newKey: () => string): Intention {
  return { amount: "", bankAccountId: "", key: newKey(), sent: [] };
}

/** After typing. `parse` reads the amount, and is null for what is no amount. */
export function edited(
  intention: Intention,
  change: Partial<Pick<Intention, "amount" | "bankAccountId">>,
  parse: (amount: string) => number | null,
  newKey: () => string,
): Intention {
  const next = { ...intention, ...change };
  const amountPaise = parse(next.amount);
  // ₹500 and ₹500.00 are the same amount.
  const isSame =
    next.bankAccountId === intention.bankAccountId && amountPaise === parse(intention.amount);
  if (isSame) return next;
  const earlier = amountPaise === null ? undefined : sentWith(next, { ...next, amountPaise });
  return { ...next, key: earlier?.key ?? newKey() };
}

/**
 * Before the request leaves: from here on its answer is owed, under `key` of the result. To be stored
 * before the request is made. However the contents came about, no key is ever sent with two of them.
 */
export function sending(
  intention: Intention,
  contents: Contents,
  now: number,
  newKey: () => string,
): Intention {
  const { amountPaise, bankAccountId } = contents;
  const earlier = sentWith(intention, contents);
  const isTaken = intention.sent.some((it) => it.key === intention.key);
  const key = earlier?.key ?? (isTaken ? newKey() : intention.key);
  const sent: Sent = earlier
    ? { ...earlier, unanswered: earlier.unanswered + 1 }
    : { amountPaise, bankAccountId, key, firstSentAt: now, unanswered: 1 };
  return { ...intention, key, sent: [...without(intention, key), sent] };
}

/** Accepted, now or before: the intention is fulfilled, and the next one begins. */
export function accepted(intention: Intention, key: string, newKey: () => string): Intention {
  const sent = without(intention, key);
  // What was typed meanwhile is another payout, and stays.
  return intention.key === key ? { ...newIntention(newKey), sent } : { ...intention, sent };
}

/**
 * Refused: that request paid nothing. An earlier one under the same key may still be on its way, and
 * only then the key stays; after a conflict it cannot.
 */
export function refused(
  intention: Intention,
  key: string,
  newKey: () => string,
  isConflict = false,
): Intention {
  const sent = intention.sent.find((it) => it.key === key);
  if (sent && sent.unanswered > 1 && !isConflict) {
    const rest = { ...sent, unanswered: sent.unanswered - 1 };
    return { ...intention, sent: [...without(intention, key), rest] };
  }
  const isCurrent = intention.key === key;
  return { ...intention, key: isCurrent ? newKey() : intention.key, sent: without(intention, key) };
}

/** The unanswered request with these contents, if there is one. */
export function sentWith(intention: Intention, contents: Contents): Sent | undefined {
  return intention.sent.find(
    (it) => it.amountPaise === contents.amountPaise && it.bankAccountId === contents.bankAccountId,
  );
}

/** Whether the server may have forgotten the key: a retry could then pay a second time. */
export function isTooOldToRetry(sent: Sent, now: number): boolean {
  return now - sent.firstSentAt > KEY_IS_SAFE_FOR_MS;
}

/** The reader has looked, and says that it is settled. */
export function forgotten(intention: Intention, key: string, newKey: () => string): Intention {
  const isCurrent = intention.key === key;
  return { ...intention, key: isCurrent ? newKey() : intention.key, sent: without(intention, key) };
}

/** Reads what was stored; null for anything else. */
export function storedIntention(text: string | null): Intention | null {
  try {
    const it = JSON.parse(text ?? "null");
    const isIntention =
      typeof it?.amount === "string" &&
      typeof it.bankAccountId === "string" &&
      typeof it.key === "string" &&
      Array.isArray(it.sent);
    return isIntention ? it : null;
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

function without(intention: Intention, key: string): Sent[] {
  return intention.sent.filter((it) => it.key !== key);
}
