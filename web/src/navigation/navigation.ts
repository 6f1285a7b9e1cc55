import { useSyncExternalStore } from "react";
import { belowLayers, changeHistory, isReturning, pushEntry, replaceEntry } from "./layers";
import { type Location, locationOf, searchOf, stepFrom } from "./location";

const listeners = new Set<() => void>();
let search = window.location.search;
let location = locationOf(search);

/** Outside of components; they use useLocation. */
export function currentLocation(): Location {
  if (search !== window.location.search && !isReturning()) {
    search = window.location.search;
    location = locationOf(search);
  }
  return location;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** The current location. */
export function useLocation(): Location {
  return useSyncExternalStore(subscribe, currentLocation);
}

/** Changes part of the location. `replace` adds no step to the history. No layer of a dialog stays in it. */
export function go(step: Partial<Location>, { replace = false } = {}) {
  const address = addressOf(step);
  const isElsewhere = (["dialog", "payout", "view", "merchant"] as const).some(
    (part) => step[part] !== undefined && step[part] !== currentLocation()[part],
  );
  const change = () => {
    if (replace) replaceEntry(address);
    else pushEntry(address);
    for (const listener of listeners) listener();
  };
  if (isElsewhere) belowLayers(change);
  else changeHistory(change);
}

/** The address of a link to that step. */
export function addressOf(step: Partial<Location>): string {
  return window.location.pathname + searchOf(stepFrom(currentLocation(), step));
}
