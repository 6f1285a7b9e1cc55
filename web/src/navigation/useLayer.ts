import { useEffect, useRef } from "react";
import { openLayer } from "./layers";

const never = () => false;

/**
 * While `isOpen`, Back calls `onBack` and leaves the address alone. If the layer stays open, so does the next Back.
 * While `isKept` says so, that holds for a Back by several entries as well.
 */
export function useLayer(isOpen: boolean, onBack: () => void, isKept: () => boolean = never) {
  const latest = useRef({ onBack, isKept });
  latest.current = { onBack, isKept };
  useEffect(() => {
    if (!isOpen) return;
    return openLayer({
      onBack: () => latest.current.onBack(),
      isKept: () => latest.current.isKept(),
    });
  }, [isOpen]);
}
