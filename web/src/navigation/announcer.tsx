import { useSyncExternalStore } from "react";

let message = "";
let count = 0;
const listeners = new Set<() => void>();

/** Tells a screen reader what has changed without moving the focus: "Payout of ₹500.00 completed". */
export function announce(text: string) {
  // The same words twice are two events: a no-break space at the end makes them differ.
  count += 1;
  message = text + (count % 2 ? "\u00a0" : "");
  for (const listener of listeners) listener();
}

/** Rendered once, by the shell. */
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
