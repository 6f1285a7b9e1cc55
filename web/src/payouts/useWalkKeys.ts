import { useEffect } from "react";
import { currentLooks } from "../looks/useLooks";
import { currentLocation } from "../navigation/navigation";
import { isTyping } from "../ui/isTyping";
import { walk } from "./shownPayouts";

const STEPS: Record<string, 1 | -1> = { j: 1, k: -1 };

/** `j` and `k` open the next and the previous payout of the list, the first one if none is open. */
export function useWalkKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      if (by === undefined || event.defaultPrevented || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (currentLooks().shortcuts === "off" || currentLocation().dialog) return;
      if (walk(by)) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
