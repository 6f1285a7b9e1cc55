import type { AdjustmentDirection } from "../gql/graphql";

/** What is proposed. The amount is in paise, positive. */
export type Contents = { direction: AdjustmentDirection; amountPaise: number; reason: string };

/** A proposal that was sent, and whose response has not come. */
export type Sent = Contents & { key: string };

/**
 * The idempotency key to send these contents with. The same contents keep the key of a request without a response, so
 * that they are proposed once; other contents are another proposal. The server ignores blanks around a reason.
 */
export function keyFor(contents: Contents, sent: Sent | null, newKey: () => string): string {
  return sent && isSame(sent, contents) ? sent.key : newKey();
}

export function isSame(a: Contents, b: Contents): boolean {
  return (
    a.direction === b.direction &&
    a.amountPaise === b.amountPaise &&
    a.reason.trim() === b.reason.trim()
  );
}

/** Parses what `useUnansweredForm` has kept; null for anything else. */
export function storedProposal(found: Record<string, string> | null): Sent | null {
  if (!found) return null;
  const { direction, amountPaise, reason, key } = found;
  const paise = Number(amountPaise);
  const isDirection = direction === "CREDIT" || direction === "DEBIT";
  if (!isDirection || !Number.isSafeInteger(paise) || paise <= 0 || !reason || !key) return null;
  return { direction, amountPaise: paise, reason, key };
}
