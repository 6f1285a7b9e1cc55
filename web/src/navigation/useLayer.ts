import { useEffect, useRef } from "react";
import { openLayer } from "./layers";

/** While `isOpen`, Back calls `onBack` and leaves the address alone. If the layer stays open, so does the next Back. */
export function useLayer(isOpen: boolean, onBack: () => void) {
  const latest = useRef(onBack);
  latest.current = onBack;
  useEffect(() => (isOpen ? openLayer({ onBack: () => latest.current() }) : undefined), [isOpen]);
}
