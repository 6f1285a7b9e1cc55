import { createContext, useContext, useEffect, useRef } from "react";

/** Holds what a dialog does instead of closing, if anything. Null outside of a dialog. */
export const Keeper = createContext<{ current: (() => void) | null } | null>(null);

/**
 * Keeps the dialog around open while `isOn`: at Escape, at its cross and at a click beside it `onAttempt` is called
 * instead, which says why. Buttons of the content's own close it nevertheless.
 */
export function useKeptOpen(isOn: boolean, onAttempt: () => void) {
  const keeper = useContext(Keeper);
  const latest = useRef(onAttempt);
  latest.current = onAttempt;
  useEffect(() => {
    if (!keeper || !isOn) return;
    const keep = () => latest.current();
    keeper.current = keep;
    return () => {
      if (keeper.current === keep) keeper.current = null;
    };
  }, [keeper, isOn]);
}
