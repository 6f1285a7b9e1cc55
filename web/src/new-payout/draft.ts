import { type Details, detailsOf, NO_DETAILS } from "./details";

/**
 * A payout's contents. Requests with the same amount and account mean the same payout, whatever else they say of it:
 * who types a reference anew after a lost response must not pay again.
 */
export type Contents = { amountPaise: number; bankAccountId: string } & Partial<Details>;

/** A request without a response: it may or may not have been accepted. */
export type Sent = Contents & {
  key: string;
  firstSentAt: number;
  /** The number of requests with this key that got no response. */
  unanswered: number;
};

/**
 * The payout that the user is about to make. Each tab keeps its own form in sessionStorage. All tabs share the requests
 * sent, in localStorage, so that a second tab does not pay again while the first one waits for a response.
 *
 * One rule prevents paying twice, whatever the user clicks: the same contents keep the same key until one request with
 * them is accepted, or every request with them is refused.
 */
export type Draft = Details & {
  /** The amount as typed. */
  amount: string;
  /** Empty until a payee is chosen: none is preselected. */
  bankAccountId: string;
  /** The idempotency key for the present contents. */
  key: string;
  sent: Sent[];
};

export function newDraft(newKey: () => string): Draft {
  return { amount: "", bankAccountId: "", ...NO_DETAILS, key: newKey(), sent: [] };
}

/** The fields that somebody fills in. */
export type Fields = Details & { amount: string; bankAccountId: string };

/** The draft after typing. `parse` returns null for text that is not an amount. */
export function edited(
  draft: Draft,
  change: Partial<Fields>,
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
 * The draft with one more unanswered request, under the result's `key`. Store it before sending the request. No key is
 * ever sent with two different contents: an earlier request is repeated with the reference that it was sent with.
 */
export function sending(
  draft: Draft,
  contents: Contents,
  now: number,
  newKey: () => string,
): Draft {
  const earlier = sentWith(draft, contents);
  const isTaken = draft.sent.some((it) => it.key === draft.key);
  const key = earlier?.key ?? (isTaken ? newKey() : draft.key);
  const sent: Sent = earlier
    ? { ...earlier, unanswered: earlier.unanswered + 1 }
    : { ...contents, key, firstSentAt: now, unanswered: 1 };
  return { ...draft, key, sent: [...without(draft, key), sent] };
}

/** The draft after acceptance, now or earlier: a new one begins. */
export function accepted(draft: Draft, key: string, newKey: () => string): Draft {
  const sent = without(draft, key);
  // Edits made meanwhile are another payout, and stay.
  return draft.key === key ? { ...newDraft(newKey), sent } : { ...draft, sent };
}

/**
 * The draft after a refusal: that request paid nothing. The key stays only while an earlier request with it may still
 * arrive; after a conflict it never stays.
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

/** The unanswered request with this amount and account, if any. */
export function sentWith(draft: Draft, contents: Contents): Sent | undefined {
  return draft.sent.find(
    (it) => it.amountPaise === contents.amountPaise && it.bankAccountId === contents.bankAccountId,
  );
}

/** The draft after the user has checked this payout and dismissed it. */
export function forgotten(draft: Draft, key: string, newKey: () => string): Draft {
  const isCurrent = draft.key === key;
  return { ...draft, key: isCurrent ? newKey() : draft.key, sent: without(draft, key) };
}

/** Parses a stored draft; null for any other text. */
export function storedDraft(text: string | null): Draft | null {
  try {
    const it = JSON.parse(text ?? "null");
    const isDraft =
      typeof it?.amount === "string" &&
      typeof it.bankAccountId === "string" &&
      typeof it.key === "string" &&
      Array.isArray(it.sent);
    return isDraft ? { ...it, ...detailsOf(it) } : null;
  } catch {
    return null;
  }
}

/** Parses the requests stored by any tab; empty for any other text. */
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
