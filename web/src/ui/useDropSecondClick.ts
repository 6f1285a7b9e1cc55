import { type MouseEvent, useRef } from "react";

/**
 * The second click of a double click belongs to what the first one was on. Whatever has appeared under the pointer
 * since, it must not close a dialog nor press a button of the next step, which `step` names.
 */
export function useDropSecondClick(step: string) {
  const clicked = useRef<string | null>(null);
  return (event: MouseEvent) => {
    if (event.detail > 1 && clicked.current !== step) {
      event.preventDefault();
      event.stopPropagation();
    } else {
      clicked.current = step;
    }
  };
}
