import { useSyncExternalStore } from "react";
import { type Location, locationOf, searchOf, stepFrom } from "./location";

const listeners = new Set<() => void>();
let search = window.location.search;
let location = locationOf(search);

function current(): Location {
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

/** Where the reader is now. */
export function useLocation(): Location {
  return useSyncExternalStore(subscribe, current);
}

/** Changes part of the location. `replace` leaves no step for the Back button: for filters that are typed. */
export function go(step: Partial<Location>, { replace = false } = {}) {
  const address = addressOf(step);
  window.history[replace ? "replaceState" : "pushState"](null, "", address);
  for (const listener of listeners) listener();
}

/** What a link to that step points at. */
export function addressOf(step: Partial<Location>): string {
  return window.location.pathname + searchOf(stepFrom(current(), step));
}
