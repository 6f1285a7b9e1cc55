import { useEffect, useState } from "react";

/** Copies `text`. `what` names it: "Copy UTR". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const isCopied = outcome === "copied";

  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      // The clipboard needs https or localhost.
      setOutcome("failed");
    }
  };

  return (
    <span className="inline-flex print:hidden">
      <button
        type="button"
        onClick={copy}
        aria-label={`Copy ${what}`}
        title={isCopied ? "Copied" : `Copy ${what}`}
        className="relative inline-grid size-6 place-items-center after:absolute pointer-coarse:after:-inset-2.5 rounded align-middle text-soft hover:bg-hover hover:text-ink"
      >
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="size-3.5"
          fill="none"
          stroke="currentColor"
        >
          {isCopied ? (
            <path d="M3 8.5l3.5 3.5L13 4.5" strokeWidth="1.75" />
          ) : (
            <path
              d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"
              strokeWidth="1.25"
              strokeLinejoin="round"
            />
          )}
        </svg>
      </button>
      {/* Its own live region, since a modal dialog silences the page's. */}
      <span role="status" className="sr-only">
        {outcome && (isCopied ? `${what} copied` : `Couldn't copy ${what}`)}
      </span>
    </span>
  );
}
