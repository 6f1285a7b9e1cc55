import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { classes } from "../ui";

/** A filter's choices in one line, which scrolls on a phone. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>("[aria-current]");
    // The address may choose a filter beyond the edge.
    if (bar.current && chosen)
      bar.current.scrollLeft = chosen.offsetLeft - bar.current.clientWidth / 3;
  }, []);
  return (
    <nav ref={bar} aria-label={label} className="relative flex gap-1 overflow-x-auto px-3 py-2">
      {children}
    </nav>
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
      to={{ filters: { ...filters, [name]: value } }}
      aria-current={isChosen ? "true" : undefined}
      className={classes(
        "inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap",
        isChosen ? "bg-accent-quiet text-accent" : "text-soft hover:bg-hover hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
