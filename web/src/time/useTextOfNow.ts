import { useSyncExternalStore } from "react";

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  // One timer for all rows, and none while no age is shown.
  if (!timer) {
    now = Date.now();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The result of `text` for the current time, updated every second. A component re-renders only if its text changes. */
export function useTextOfNow(text: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => text(timer ? now : Date.now()));
}
