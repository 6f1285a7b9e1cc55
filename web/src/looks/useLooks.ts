import { useSyncExternalStore } from "react";
import { applyLooks, areLooks, type Looks, storedLooks, storeLooks } from "./stored";

export type { Looks } from "./stored";

const listeners = new Set<() => void>();
let looks = storedLooks();

export function currentLooks(): Looks {
  return looks;
}

/** Keeps a choice, for all tabs of this browser. */
export function choose(choice: Partial<Looks>) {
  show({ ...looks, ...choice });
  storeLooks(looks);
}

function show(next: Looks) {
  looks = next;
  applyLooks(looks);
  for (const listener of listeners) listener();
}

window.addEventListener("storage", (event) => {
  if (areLooks(event)) show(storedLooks());
});

export function useLooks(): Looks {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLooks);
}
