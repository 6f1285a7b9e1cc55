import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { classes } from "./classes";

type Align = { isNumeric?: boolean | undefined; isSecondary?: boolean | undefined };

/** `label` is the table's accessible name. A table wider than its place scrolls sideways. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling element.
      tabIndex={0}
      className="overflow-x-auto -outline-offset-2"
    >
      <table aria-label={label} className="w-full border-collapse text-sm">
        {children}
      </table>
    </section>
  );
}

export function Th({
  isNumeric,
  isSecondary,
  className,
  ...rest
}: Align & ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th
      scope="col"
      {...rest}
      className={classes(
        "border-b border-line px-3 py-2 text-xs font-medium whitespace-nowrap text-soft first:pl-5 last:pr-5",
        align({ isNumeric, isSecondary }),
        className,
      )}
    />
  );
}

/** `isNumeric` aligns right without wrapping; `isSecondary` hides the cell on a phone. */
export function Td({
  isNumeric,
  isSecondary,
  className,
  ...rest
}: Align & TdHTMLAttributes<HTMLTableCellElement>) {
  return (
    <td
      {...rest}
      className={classes(
        "border-b border-line px-3 py-3 first:pl-5 last:pr-5 [tr:last-child>&]:border-b-0",
        align({ isNumeric, isSecondary }),
        className,
      )}
    />
  );
}

function align({ isNumeric, isSecondary }: Align) {
  return classes(
    isNumeric ? "text-right tabular-nums whitespace-nowrap" : "text-left",
    isSecondary && "max-sm:hidden",
  );
}
