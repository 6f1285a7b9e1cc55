export const POLL_EVERY_MS = 3_000;
export const QUIET_EVERY_MS = 5_000;
const QUIET_AFTER_MS = 60_000;
const FIRST_PROBE_MS = 1_000;
export const LONGEST_MS = 30_000;

/** Milliseconds until the next probe after so many failures: 1, 2, 4, … and at most 30 seconds. */
export function probeDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_PROBE_MS * 2 ** (failures - 1));
}

/** A poll stops while the server is down, since a probe watches it, and slows to 30 s while it refuses. */
export function pollDelay(isAway: boolean, isRefused: boolean, everyMs = POLL_EVERY_MS) {
  if (isAway) return false;
  return isRefused ? Math.max(everyMs, LONGEST_MS) : everyMs;
}

/** The revision's poll interval, longer after a quiet minute: nobody looks at most open pages. */
export function quietDelay(unchangedMs: number) {
  return unchangedMs < QUIET_AFTER_MS ? POLL_EVERY_MS : QUIET_EVERY_MS;
}
