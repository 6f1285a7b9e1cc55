import { useSyncExternalStore } from "react";

const NARROW = window.matchMedia("(max-width: 47.99rem)");

/** True where rows are shown as cards: the tables need a tablet's width. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      NARROW.addEventListener("change", listener);
      return () => NARROW.removeEventListener("change", listener);
    },
    () => NARROW.matches,
  );
}
