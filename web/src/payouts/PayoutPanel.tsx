import { useEffect, useId, useRef } from "react";
import { go } from "../navigation/navigation";
import { useDialogTitle } from "../ui/documentTitle";
import { PayoutContent } from "./PayoutContent";
import { PayoutSteps } from "./PayoutSteps";
import { usePayoutDetails } from "./usePayoutDetails";

/** A payout beside its list, which stays in use. Its heading takes the focus, and Escape gives it back to the row. */
export function PayoutPanel({ merchantId, payoutId }: { merchantId: string; payoutId: string }) {
  const state = usePayoutDetails(merchantId, payoutId);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useDialogTitle(state.title);
  // For the style of paper: it is printed alone.
  useEffect(() => {
    document.documentElement.toggleAttribute("data-beside", true);
    return () => void document.documentElement.toggleAttribute("data-beside", false);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another payout is shown.
  useEffect(() => {
    // A step between payouts keeps the focus on its button.
    if (!heading.current?.closest("section")?.contains(document.activeElement))
      heading.current?.focus({ preventScroll: true });
  }, [payoutId]);
  const close = () => {
    const row = document.querySelector<HTMLElement>("main tbody a[aria-current]");
    go({ payout: null });
    (row ?? document.getElementById("main"))?.focus({ preventScroll: true });
  };
  return (
    <section
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
      className="sticky top-4 max-h-[calc(100dvh-2rem)] min-w-0 overflow-y-auto rounded-xl border border-line bg-surface px-5 pb-5 print:static print:max-h-none print:border-0"
    >
      <div className="sticky top-0 z-1 -mx-5 mb-2 flex items-center gap-4 bg-surface px-5 pt-4 pb-2">
        <h2
          ref={heading}
          id={id}
          tabIndex={-1}
          className="min-w-0 flex-1 text-lg font-semibold text-balance outline-none"
        >
          {state.title}
        </h2>
        <button
          type="button"
          onClick={close}
          aria-label="Close"
          className="-mr-2 grid size-9 shrink-0 place-items-center rounded-lg text-soft hover:bg-hover hover:text-ink pointer-coarse:size-11 print:hidden"
        >
          <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4" stroke="currentColor">
            <path d="M3 3l10 10M13 3L3 13" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <PayoutSteps payoutId={payoutId} />
      <PayoutContent {...state} />
    </section>
  );
}
