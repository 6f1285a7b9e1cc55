import { useEffect, useState } from "react";

/** Within this time a second click or tap still belongs to the one that led here. */
const DOUBLE_CLICK_MS = 500;

/** False for the time of a double click after the button's appearance: what moves money is not pressed by accident. */
export function useArmed(): boolean {
  const [isArmed, setIsArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsArmed(true), DOUBLE_CLICK_MS);
    return () => clearTimeout(timer);
  }, []);
  return isArmed;
}
