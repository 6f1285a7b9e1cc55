import { useSyncExternalStore } from "react";
import { belowLayers, changeHistory, isReturning, pushEntry, replaceEntry } from "./layers";
import { type Location, locationOf, stepFrom, urlOf } from "./location";

const listeners = new Set<() => void>();
let url = urlShown();
let location = locationOf(window.location);

// An older form of the address, or a slash at its end.
if (url !== urlOf(location)) replaceEntry(urlOf(location) + window.location.hash);

function urlShown(): string {
  return window.location.pathname + window.location.search;
}

/** Outside of components; they use useLocation. */
export function currentLocation(): Location {
  if (url !== urlShown() && !isReturning()) {
    url = urlShown();
    location = locationOf(window.location);
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
  const isElsewhere = (["dialog", "payout", "item", "view", "merchant"] as const).some(
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
  return urlOf(stepFrom(currentLocation(), step));
}
