import { useSyncExternalStore } from "react";

const NARROW = window.matchMedia("screen and (max-width: 56.24rem)");

/** Where there is no rail. */
const PHONE = window.matchMedia("screen and (max-width: 47.99rem)");

/** True where rows are shown as cards, below 900 px. On paper they are always tables. */
export function useIsNarrow(): boolean {
  return useMatch(NARROW);
}

/** The same for a table that drops columns first (`IF_ROOM`), below 768 px. */
export function useIsPhone(): boolean {
  return useMatch(PHONE);
}

function useMatch(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}
