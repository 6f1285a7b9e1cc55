import type { ReactNode } from "react";

/** What to look at before money is sent: a sign and a word as well as a colour. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <span className="flex items-start gap-2 text-sm wrap-anywhere text-wait">
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="mt-0.5 size-4 shrink-0 fill-none stroke-current"
      >
        <path
          d="M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.5v.75"
          strokeWidth="1.25"
          strokeLinejoin="round"
        />
      </svg>
      <span>
        <span className="font-medium">Warning:</span> {children}
      </span>
    </span>
  );
}
