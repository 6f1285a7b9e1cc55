import { useSyncExternalStore } from "react";
import { useLooks } from "../looks/useLooks";

/** As in theme.css. */
const HAS_ROOM = window.matchMedia("(min-width: 70rem)");

export function useRailIsWide(): boolean {
  const { rail } = useLooks();
  const hasRoom = useSyncExternalStore(
    (listener) => {
      HAS_ROOM.addEventListener("change", listener);
      return () => HAS_ROOM.removeEventListener("change", listener);
    },
    () => HAS_ROOM.matches,
  );
  return hasRoom && rail === "wide";
}
