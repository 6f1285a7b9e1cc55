import { useEffect, useRef } from "react";
import type { ApiError } from "../api";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";

/** Lists are counted no further: beyond that, counting takes longer than showing. */
const COUNTED = 10_000;

type Props = {
  shown: number;
  total: number;
  what: string;
  hasMore: boolean;
  isLoading: boolean;
  error: ApiError | null;
  onLoadMore: () => void;
};

/** The number of rows shown, and the button for more. */
export function LoadMore({ shown, total, what, hasMore, isLoading, error, onLoadMore }: Props) {
  const wasLoading = useRef(false);
  const count = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (wasLoading.current && !isLoading && !error) {
      announce(`Showing ${shown} ${what}`);
      // The button is gone and has taken the focus with it.
      if (!hasMore) count.current?.focus();
    }
    wasLoading.current = isLoading;
  }, [isLoading, error, hasMore, shown, what]);

  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 text-sm text-soft">
      <span ref={count} tabIndex={-1} className="tabular-nums">
        {hasMore && `${shown.toLocaleString("en-IN")} of `}
        {Math.max(total, shown).toLocaleString("en-IN")}
        {hasMore && total === COUNTED && "+"} {what}
      </span>
      {error && (
        <span role="alert" className="text-bad">
          Couldn't load more.
        </span>
      )}
      {hasMore && (
        // `disabled` would take the focus away.
        <Button
          isSmall
          aria-disabled={isLoading}
          onClick={() => !isLoading && onLoadMore()}
          className="aria-disabled:opacity-55 print:hidden"
        >
          {isLoading ? "Loading…" : error ? "Try again" : "Load more"}
        </Button>
      )}
    </div>
  );
}
