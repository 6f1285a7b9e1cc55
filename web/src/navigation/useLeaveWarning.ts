import { useEffect, useRef } from "react";

let isUnasked = false;

/** For a page that goes whatever is on it: nothing of the user before may stay. */
export function leaveUnasked(leave: () => void) {
  isUnasked = true;
  leave();
}

/** While `isOn`, has the browser ask before the page is left or reloaded. The result ends that at once. */
export function useLeaveWarning(isOn = true): () => void {
  const end = useRef(() => {});
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnasked) return;
      event.preventDefault();
      // Chrome before 119 looks at this alone.
      event.returnValue = true;
    };
    window.addEventListener("beforeunload", warn);
    end.current = () => window.removeEventListener("beforeunload", warn);
    return () => end.current();
  }, [isOn]);
  return () => end.current();
}
