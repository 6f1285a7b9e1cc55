import { useEngine } from "../engine/useEngine";

/** Whether money moves. The scripted bank moves none. */
export function ModePill() {
  const engine = useEngine();
  if (!engine) return null;
  const isTest = engine.bankScripts.length > 0;
  return (
    <span
      className={`rounded-full border px-2 py-0.5 text-xs font-medium whitespace-nowrap md:px-1 md:text-[0.625rem]/3.5 wide-rail:px-2 wide-rail:text-xs ${isTest ? "border-wait bg-wait-quiet text-wait" : "border-ok bg-ok-quiet text-ok"}`}
    >
      {isTest ? "Test bank" : "Live"}
    </span>
  );
}
