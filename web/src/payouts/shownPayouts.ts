import { useSyncExternalStore } from "react";

/** The ids of the payouts in the list on the screen, in its order. */
let shown: readonly string[] = [];
const listeners = new Set<() => void>();

export function showPayouts(ids: readonly string[]) {
  shown = ids;
  for (const listener of listeners) listener();
}

export type Neighbours = { previous: string | null; next: string | null };

/** The payouts before and after this one in the list; null for a payout that is not in it. */
export function useNeighbours(id: string): Neighbours | null {
  const ids = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  const place = ids.indexOf(id);
  if (place < 0) return null;
  return { previous: ids[place - 1] ?? null, next: ids[place + 1] ?? null };
}
