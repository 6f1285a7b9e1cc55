import { useEffect, useEffectEvent } from "react";
import { currentLooks } from "../looks/useLooks";
import { currentLocation, go } from "../navigation/navigation";
import { isTyping } from "../ui/isTyping";

const STEPS: Record<string, number> = { j: 1, k: -1 };

/** `j` and `k` open the next and the previous payout of the list, the first one if none is open. */
export function useWalkKeys(ids: readonly string[]) {
  const walk = useEffectEvent((by: number): boolean => {
    const { payout } = currentLocation();
    const next = ids[payout === null ? 0 : ids.indexOf(payout) + by];
    if (next === undefined || (payout !== null && !ids.includes(payout))) return false;
    // Back leads to the list, not through every payout that was looked at.
    go({ payout: next }, { replace: payout !== null });
    return true;
  });
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
