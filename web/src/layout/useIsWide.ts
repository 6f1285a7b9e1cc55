import { useSyncExternalStore } from "react";

const WIDE = window.matchMedia("(min-width: 75rem)");
const PAPER = window.matchMedia("print");
let isWide = WIDE.matches;

/** True where a list and one of its items fit beside each other, from 1200 px. Printing changes nothing. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const changed = () => {
        if (PAPER.matches) return;
        isWide = WIDE.matches;
        listener();
      };
      WIDE.addEventListener("change", changed);
      return () => WIDE.removeEventListener("change", changed);
    },
    () => isWide,
  );
}
