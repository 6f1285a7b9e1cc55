import type { ReactNode } from "react";
import { type ApiError, Unreachable } from "../api/errors";
import { Button } from "./Button";
import { classes } from "./classes";

/** Shown for an empty list, with the next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 px-5 py-8 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-prose text-sm text-pretty text-soft">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** Shown in place of data that failed to load. `what` completes "Couldn't load …": "the ledger". */
export function ErrorState({
  what,
  error,
  onRetry,
}: {
  what: string;
  error: ApiError;
  onRetry: () => void;
}) {
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-5 py-8 text-center">
      <p className="font-medium">Couldn't load {what}</p>
      <p className="max-w-prose text-sm text-soft">
        {error instanceof Unreachable ? "Can't reach the server. Retrying…" : error.message}
      </p>
      <Button isSmall onClick={onRetry} className="mt-2">
        Try again
      </Button>
    </div>
  );
}

/** A grey bar in place of text. Give it the text's size: `className="h-4 w-32"`. */
export function Skeleton({ className = "h-4 w-24" }: { className?: string }) {
  return <span className={classes("block animate-pulse rounded bg-hover", className)} />;
}

/** Placeholder rows of a loading table or list. */
export function SkeletonRows({ count = 5, what }: { count?: number; what: string }) {
  return (
    <div role="status" className="grid gap-4 px-5 py-4">
      <span className="sr-only">Loading {what}…</span>
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <span key={row} className="flex justify-between gap-8">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="h-4 w-1/5" />
        </span>
      ))}
    </div>
  );
}
