import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { go, useLocation } from "../navigation/navigation";
import { classes } from "../ui";

/** A filter's choices in one line, which scrolls on a phone. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>("[aria-current]");
    // The address may choose a filter beyond the edge.
    if (bar.current && chosen)
      bar.current.scrollLeft = chosen.offsetLeft - bar.current.clientWidth / 3;
  }, []);
  return (
    <fieldset ref={bar} className="relative flex min-w-0 gap-1 overflow-x-auto px-3 py-2">
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
      to={{ filters: { ...filters, [name]: value } }}
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

/** A switch kept in the URL, apart from a filter's choices. `value` is what the address has after the next click. */
export function FilterSwitch({
  name,
  value,
  isOn,
  children,
}: {
  name: string;
  value: string;
  isOn: boolean;
  children: ReactNode;
}) {
  const { filters } = useLocation();
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => go({ filters: { ...filters, [name]: value } })}
      className="-mx-2 inline-flex min-h-9 pointer-coarse:min-h-11 items-center gap-2 rounded-lg px-2 text-sm font-medium whitespace-nowrap text-soft hover:bg-hover hover:text-ink"
    >
      <span
        aria-hidden="true"
        className={classes(
          "flex h-4 w-7 items-center rounded-full border px-0.5",
          isOn ? "justify-end border-accent bg-accent forced-colors:bg-[Highlight]" : "border-edge",
        )}
      >
        <span
          className={classes(
            "size-2.5 rounded-full border",
            isOn ? "border-on-accent bg-on-accent" : "border-edge bg-edge",
          )}
        />
      </span>
      {children}
    </button>
  );
}
