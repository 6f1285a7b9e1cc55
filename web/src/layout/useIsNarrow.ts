import { useSyncExternalStore } from "react";

const NARROW = window.matchMedia("screen and (max-width: 56.24rem)");

/** True where rows are shown as cards, below 900 px. On paper they are always tables. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      NARROW.addEventListener("change", listener);
      return () => NARROW.removeEventListener("change", listener);
    },
    () => NARROW.matches,
  );
}
