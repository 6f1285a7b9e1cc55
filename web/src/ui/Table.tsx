import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { classes } from "./classes";

type Align = { isNumeric?: boolean | undefined; isSecondary?: boolean | undefined };

type Props = {
  /** The table's accessible name. */
  label: string;
  /** Columns have the widths of their headings, whatever the rows hold; one without a width takes what is left. */
  isFixed?: boolean;
  /** Rows of 44 px, if nothing in them breaks. */
  isLow?: boolean;
  children: ReactNode;
};

/** A table wider than its place scrolls sideways. */
export function Table({ label, isFixed = false, isLow = false, children }: Props) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling element.
      tabIndex={0}
      className="overflow-x-auto -outline-offset-2 print:overflow-visible"
    >
      <table
        data-low={isLow || undefined}
        className={classes("group/table w-full border-collapse text-sm", isFixed && "table-fixed")}
      >
        <caption className="sr-only">{label}</caption>
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
  return <td {...rest} className={classes(CELL, align({ isNumeric, isSecondary }), className)} />;
}

/** The cell that names its row. */
export function RowTh({ isNumeric, className, ...rest }: Align & ThHTMLAttributes<HTMLElement>) {
  return (
    <th
      scope="row"
      {...rest}
      className={classes(CELL, "font-normal", align({ isNumeric }), className)}
    />
  );
}

const CELL = classes(
  "border-b border-line px-3 py-3 align-top first:pl-5 last:pr-5 [tr:last-child>&]:border-b-0",
  "group-data-low/table:h-11 group-data-low/table:py-0.5 group-data-low/table:align-middle",
);

/** For a column that is the first to go: between 768 and 900 px a table has no room for it. */
export const IF_ROOM = "[@media_screen_and_(max-width:56.24rem)]:hidden";
/** For what takes its place there. */
export const IF_NO_ROOM = "hidden [@media_screen_and_(max-width:56.24rem)]:block";

function align({ isNumeric, isSecondary }: Align) {
  return classes(
    isNumeric ? "text-right tabular-nums whitespace-nowrap" : "text-left",
    isSecondary && "max-sm:hidden",
  );
}
