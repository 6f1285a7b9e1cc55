import { Link } from "../navigation/Link";
import type { View } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { classes } from "../ui";

const PAGES: [View, string][] = [
  ["developers", "Keys and addresses"],
  ["developers/requests", "Request log"],
];

/** The way between the pages of Developers. */
export function DevelopersNav() {
  const { view } = useLocation();
  return (
    <nav aria-label="Developers" className="-mt-2 mb-5 flex gap-1 overflow-x-auto print:hidden">
      {PAGES.map(([name, label]) => (
        <Link
          key={name}
          to={{ view: name, payout: null, dialog: null }}
          aria-current={name === view ? "page" : undefined}
          className={classes(
            "inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-11",
            name === view
              ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
              : "text-soft hover:bg-hover hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
