import type { Sent } from "./draft";

const HOUR_MS = 3_600_000;

/**
 * How long after its first sending the page promises that a request may be sent again. The server keeps a key for its
 * window; a tenth of that, at most an hour, is left for slow requests and for a clock that is set back meanwhile.
 */
export function safeForMs(windowSeconds: number): number {
  const windowMs = 1000 * windowSeconds;
  return windowMs - marginMs(windowMs);
}

/**
 * True once the page cannot promise that a retry pays nothing twice: the server may have forgotten the key. That is
 * also so if the clock was set back by more than the margin since, as the request's age is then unknown. A clock can be
 * wrong in ways that no page sees, so the server is told of every retry (`isRetry`) and decides by its own.
 */
export function isTooOldToRetry(
  { firstSentAt }: Pick<Sent, "firstSentAt">,
  now: number,
  windowSeconds: number,
): boolean {
  const age = now - firstSentAt;
  return age >= safeForMs(windowSeconds) || age < -marginMs(1000 * windowSeconds);
}

function marginMs(windowMs: number): number {
  return Math.min(windowMs / 10, HOUR_MS);
}
