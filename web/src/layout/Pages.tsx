import { type RefObject, useEffect, useRef } from "react";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import type { Beside } from "../paging/usePaged";
import { buttonClasses } from "../ui";

/** Lists are counted no further: beyond that, counting takes longer than showing. */
const COUNTED = 10_000;

/** `50 of 1,238 payouts`, and where nobody counts them all, `50 payouts`. */
export function shownText(shown: number, total: number | undefined, [one, many]: [string, string]) {
  const all = Math.max(total ?? shown, shown);
  const part = all > shown ? `${shown.toLocaleString("en-IN")} of ` : "";
  const more = all > shown && all === COUNTED ? "+" : "";
  return `${part}${all.toLocaleString("en-IN")}${more} ${all === 1 ? one : many}`;
}

type Props = {
  /** What the page shows: `50 entries`. */
  text: string;
  beside: Beside;
  /** True while the rows on the screen are still those of the page before. */
  isLoading: boolean;
  /** The rows, which take the focus once another page is there. */
  list: RefObject<HTMLElement | null>;
  /** In an order by something else than time, “newer” would say what is not so. */
  isNewestFirst?: boolean;
};

/** The foot of a long list: links to the pages above and below, each with its own address. */
export function Pages({ text, beside, isLoading, list, isNewestFirst = true }: Props) {
  const { filters } = useLocation();
  const hasTurned = useRef(false);
  useEffect(() => {
    if (!hasTurned.current || isLoading) return;
    hasTurned.current = false;
    list.current?.scrollIntoView({ block: "start" });
    list.current?.focus({ preventScroll: true });
    announce(`Showing ${text}`);
  }, [isLoading, text, list]);
  const turn = (label: string, to: Record<string, string> | null) =>
    to && (
      <Link
        to={{ filters: { ...filters, ...to } }}
        onFollow={() => {
          hasTurned.current = true;
        }}
        className={buttonClasses("secondary", true)}
      >
        {label}
      </Link>
    );
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 text-sm text-soft"
    >
      <span className="tabular-nums">{text}</span>
      <span className="flex flex-wrap gap-2 print:hidden">
        {turn(isNewestFirst ? "Newest" : "First page", beside.newer && beside.newest)}
        {turn(isNewestFirst ? "Newer" : "Previous page", beside.newer)}
        {turn(isNewestFirst ? "Older" : "Next page", beside.older)}
      </span>
    </nav>
  );
}
