import { useSyncExternalStore } from "react";

let message = "";
let count = 0;
const listeners = new Set<() => void>();

/** Announces a change to screen readers without moving the focus: "Payout of ₹500.00 paid". */
export function announce(text: string) {
  // The same text twice is two events: a no-break space at the end makes them differ.
  count += 1;
  message = text + (count % 2 ? "\u00a0" : "");
  for (const listener of listeners) listener();
}

/** The live region; the shell renders it once. */
export function Announcer() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
