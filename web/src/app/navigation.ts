import { useSyncExternalStore } from "react";
import { type Place, placeOf, searchOf, stepFrom } from "./place";

const listeners = new Set<() => void>();
let search = window.location.search;
let place = placeOf(search);

function current(): Place {
  if (search !== window.location.search) {
    search = window.location.search;
    place = placeOf(search);
  }
  return place;
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
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, current);
}

/** Changes part of the place. `replace` leaves no step for the Back button: for filters that are typed. */
export function go(step: Partial<Place>, { replace = false } = {}) {
  const address = addressOf(step);
  window.history[replace ? "replaceState" : "pushState"](null, "", address);
  for (const listener of listeners) listener();
}

/** What a link to that step points at. */
export function addressOf(step: Partial<Place>): string {
  return window.location.pathname + searchOf(stepFrom(current(), step));
}
