import { useSyncExternalStore } from "react";
import { type Location, locationOf, searchOf, stepFrom } from "./location";

const listeners = new Set<() => void>();
let search = window.location.search;
let location = locationOf(search);

/** Outside of components; they use useLocation. */
export function currentLocation(): Location {
  if (search !== window.location.search) {
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

/** Changes part of the location. `replace` adds no step to the history. */
export function go(step: Partial<Location>, { replace = false } = {}) {
  const address = addressOf(step);
  window.history[replace ? "replaceState" : "pushState"](null, "", address);
  for (const listener of listeners) listener();
}

/** The address of a link to that step. */
export function addressOf(step: Partial<Location>): string {
  return window.location.pathname + searchOf(stepFrom(currentLocation(), step));
}
