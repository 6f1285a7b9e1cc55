import { useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import type { View } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { classes } from "../ui";

type Props = { label: string; places: readonly (readonly [View, string])[] };

/** The way between pages that belong together, in one line. On a phone it scrolls, with the page that is shown in sight. */
export function PlacesNav({ label, places }: Props) {
  const { view } = useLocation();
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts' widths change where the page is.
  useEffect(() => {
    const shown = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (bar.current && shown)
      bar.current.scrollLeft = shown.offsetLeft - (bar.current.clientWidth - shown.offsetWidth) / 2;
  }, [view, places.map(([, text]) => text).join()]);
  return (
    <nav
      ref={bar}
      aria-label={label}
      className="relative -mt-2 mb-5 flex gap-1 overflow-x-auto print:hidden"
    >
      {places.map(([name, text]) => (
        <Link
          key={name}
          to={{ view: name, payout: null, item: null, dialog: null, filters: {} }}
          aria-current={name === view ? "page" : undefined}
          className={classes(
            "inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-11",
            name === view
              ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
              : "text-soft hover:bg-hover hover:text-ink",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
