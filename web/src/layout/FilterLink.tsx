import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { TOP } from "../paging/place";
import { classes } from "../ui";

/** A filter's choices: in one line, which scrolls, or in as many as they need on a wide screen. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>("[aria-current]");
    // The address may choose a filter beyond the edge.
    if (bar.current && chosen)
      bar.current.scrollLeft = chosen.offsetLeft - bar.current.clientWidth / 3;
  }, []);
  return (
    <fieldset
      ref={bar}
      className="relative flex min-w-0 gap-1 overflow-x-auto px-3 py-2 lg:flex-wrap"
    >
      <legend className="sr-only">{label}</legend>
      {children}
    </fieldset>
  );
}

/** One choice of a filter kept in the URL. An empty value switches the filter off. */
export function FilterLink({
  name,
  value,
  isChosen,
  children,
}: {
  name: string;
  value: string;
  isChosen: boolean;
  children: ReactNode;
}) {
  const { filters } = useLocation();
  return (
    <Link
      to={{ filters: { ...filters, ...TOP, [name]: value } }}
      aria-current={isChosen ? "true" : undefined}
      className={classes(
        "inline-flex min-h-9 pointer-coarse:min-h-11 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap",
        isChosen
          ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
          : "text-soft hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
