import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { currentLocation, go } from "../navigation/navigation";
import { Button } from "../ui";
import {
  ALL_COLUMNS,
  COLUMNS,
  type Column,
  columnsNamed,
  namingColumns,
  withColumn,
} from "./columns";

/** Chooses the list's columns, at once and in the address. Arrows walk through them, Escape closes the menu. */
export function ColumnMenu({ columns }: { columns: readonly Column[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const boxes = () => [...(whole.current?.querySelectorAll("input") ?? [])];
  const set = (chosen: readonly Column[]) =>
    go(
      { filters: { ...currentLocation().filters, columns: namingColumns(chosen) } },
      { replace: true },
    );
  const close = () => {
    setIsOpen(false);
    whole.current?.querySelector("button")?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (by !== undefined && isOpen) {
      const all = boxes();
      const at = all.indexOf(document.activeElement as HTMLInputElement);
      all.at((at + by) % all.length)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (!isOpen) return;
    whole.current?.querySelector("input")?.focus();
    const leave = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls within.
    <div ref={whole} onKeyDown={press} className="relative max-md:hidden">
      <Button isSmall aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        Columns
      </Button>
      {isOpen && (
        <fieldset
          id={id}
          className="absolute top-full left-0 z-10 mt-1 grid w-56 gap-0.5 rounded-lg border border-edge bg-raised p-2 text-sm shadow-lg"
        >
          <legend className="sr-only">Columns</legend>
          {ALL_COLUMNS.map((column) => (
            <label
              key={column}
              className="flex min-h-9 items-center gap-2.5 rounded px-2 hover:bg-hover pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={columns.includes(column)}
                onChange={(event) => set(withColumn(columns, column, event.target.checked))}
              />
              {COLUMNS[column]}
            </label>
          ))}
          <Button isSmall kind="quiet" onClick={() => set(columnsNamed(undefined))}>
            Usual columns
          </Button>
        </fieldset>
      )}
    </div>
  );
}
