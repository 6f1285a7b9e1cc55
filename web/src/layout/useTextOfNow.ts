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
  // One clock for all rows, and none while nothing shows an age.
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

/** What `words` makes of the time, each second; whoever shows it is drawn anew only when the words change. */
export function useTextOfNow(words: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => words(timer ? now : Date.now()));
}
