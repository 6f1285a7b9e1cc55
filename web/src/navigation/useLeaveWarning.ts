import { useEffect, useRef } from "react";

/** Has the browser ask before the page is left or reloaded. The result ends that at once. */
export function useLeaveWarning(): () => void {
  const end = useRef(() => {});
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // Chrome before 119 looks at this alone.
      event.returnValue = true;
    };
    window.addEventListener("beforeunload", warn);
    end.current = () => window.removeEventListener("beforeunload", warn);
    return () => end.current();
  }, []);
  return () => end.current();
}
