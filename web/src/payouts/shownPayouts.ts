import { useSyncExternalStore } from "react";
import { currentLocation, go } from "../navigation/navigation";

/** Filters of the address; null where there is no such page. */
type Page = Record<string, string> | null;

/** The payouts in the list on the screen, in its order, and the pages beside it. */
type Shown = { ids: readonly string[]; newer: Page; older: Page };

const NONE: Shown = { ids: [], newer: null, older: null };
let shown = NONE;
/** The page that is on its way, of which the first or the last payout is to be opened. */
let awaited: { page: Record<string, string>; at: 0 | -1 } | null = null;
const listeners = new Set<() => void>();

export function showPayouts(list: Shown | null) {
  shown = list ?? NONE;
  for (const listener of listeners) listener();
  const id = awaited ? shown.ids.at(awaited.at) : undefined;
  if (!awaited || id === undefined) return;
  const { page } = awaited;
  const { filters } = currentLocation();
  awaited = null;
  // Else the reader has gone elsewhere meanwhile. The newest page has given up its place in the address.
  if (Object.entries(page).every(([name, it]) => !filters[name] || filters[name] === it))
    go({ payout: id }, { replace: true });
}

/** Where a step leads: to a payout, or to the page that begins or ends with it. */
export type Neighbour = { payout: string } | { page: Record<string, string>; at: 0 | -1 };
export type Neighbours = { previous: Neighbour | null; next: Neighbour | null };

/** The payouts before and after this one in the list; null for a payout that is not in it. */
export function useNeighbours(id: string): Neighbours | null {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return neighboursIn(list, id);
}

export function neighboursIn({ ids, newer, older }: Shown, id: string): Neighbours | null {
  const place = ids.indexOf(id);
  if (place < 0) return null;
  const [before, after] = [ids[place - 1], ids[place + 1]];
  return {
    previous: before ? { payout: before } : newer && { page: newer, at: -1 },
    next: after ? { payout: after } : older && { page: older, at: 0 },
  };
}

/** Each step replaces the address: Back leads to the list, not through every payout that was looked at. */
export function stepTo(neighbour: Neighbour) {
  if ("payout" in neighbour) {
    go({ payout: neighbour.payout }, { replace: true });
    return;
  }
  awaited = neighbour;
  go({ filters: { ...currentLocation().filters, ...neighbour.page } }, { replace: true });
}

/** `j` and `k`: from the open payout to its neighbour, or into the list. False if there is nowhere to go. */
export function walk(by: 1 | -1): boolean {
  const { payout } = currentLocation();
  if (payout === null) {
    const [first] = shown.ids;
    if (first !== undefined) go({ payout: first });
    return first !== undefined;
  }
  const neighbours = neighboursIn(shown, payout);
  const next = by === 1 ? neighbours?.next : neighbours?.previous;
  if (next) stepTo(next);
  return Boolean(next);
}
