import { type ReactNode, useId } from "react";
import { classes } from "./classes";

type Props = {
  title?: string;
  /** At the right of the title. */
  action?: ReactNode;
  /** Without padding around the content, for a table. */
  isFlush?: boolean;
  children: ReactNode;
};

export function Card({ title, action, isFlush = false, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={title && id}
      className="min-w-0 overflow-hidden rounded-xl border border-line bg-surface print:overflow-visible print:border-0"
    >
      {title && (
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-4">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {action}
        </div>
      )}
      <div className={classes(isFlush ? title && "mt-3" : "px-5 py-4")}>{children}</div>
    </section>
  );
}
