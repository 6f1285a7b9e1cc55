export const POLL_EVERY_MS = 3_000;
export const QUIET_EVERY_MS = 5_000;
const QUIET_AFTER_MS = 60_000;
const FIRST_PROBE_MS = 1_000;
export const LONGEST_MS = 30_000;

/** How long to wait before asking a server that has failed `failures` times: 1, 2, 4, … and at most 30 seconds. */
export function probeDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_PROBE_MS * 2 ** (failures - 1));
}

/** When a poll repeats: not at all while the server is away (a probe watches), seldom while it refuses. */
export function pollDelay(isAway: boolean, isRefused: boolean, everyMs = POLL_EVERY_MS) {
  if (isAway) return false;
  return isRefused ? Math.max(everyMs, LONGEST_MS) : everyMs;
}

/** How often to ask for what has not changed for so long: an open page is mostly one that nobody looks at. */
export function quietDelay(unchangedMs: number) {
  return unchangedMs < QUIET_AFTER_MS ? POLL_EVERY_MS : QUIET_EVERY_MS;
}
