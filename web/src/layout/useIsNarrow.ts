import { useSyncExternalStore } from "react";

const NARROW = window.matchMedia("(max-width: 47.99rem)");

/** Whether rows are shown as cards: a table of this page needs the width of a tablet. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      NARROW.addEventListener("change", listener);
      return () => NARROW.removeEventListener("change", listener);
    },
    () => NARROW.matches,
  );
}
