import { Children, type ReactNode } from "react";
import { classes } from "./classes";

/**
 * Parts with a dot between them, the first of which is always there. Where they break into lines, none begins or ends
 * with a dot: there it is cut off. Nothing is
 * positioned: a link that covers the row stays on top.
 */
export function Dotted({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={classes("block min-w-0 overflow-x-clip", className)}>
      <span className="-ml-3 flex flex-wrap">
        {Children.map(children, (part, index) =>
          part == null ? null : (
            <span className="min-w-0 pl-3">
              {index > 0 && (
                <span aria-hidden="true" className="mr-1 -ml-2 inline-block w-1">
                  ·
                </span>
              )}
              {part}
              {/* For a text that is read or copied. */}
              <span className="sr-only"> </span>
            </span>
          ),
        )}
      </span>
    </span>
  );
}
