import type { ReactNode } from "react";
import { go, useLocation } from "../navigation/navigation";
import { TOP } from "../paging/place";
import { classes } from "../ui";

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
      onClick={() => go({ filters: { ...filters, ...TOP, [name]: value } })}
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
