import type { ComponentProps } from "react";
import { classes } from "./classes";

const KINDS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent",
  secondary: "bg-surface text-ink border-line hover:bg-hover",
  quiet: "border-transparent text-accent hover:bg-accent-quiet",
};

export type ButtonKind = keyof typeof KINDS;

/** Makes a link look like a button: `<Link className={buttonClasses("primary")}>`. */
export function buttonClasses(kind: ButtonKind = "secondary", isSmall = false): string {
  return classes(
    "inline-flex items-center justify-center gap-1.5 rounded-lg border font-medium whitespace-nowrap",
    "transition-colors disabled:opacity-55 aria-disabled:opacity-55 disabled:pointer-events-none",
    "pointer-coarse:min-h-11 pointer-coarse:min-w-11",
    isSmall ? "min-h-8 px-2.5 text-sm" : "min-h-10 px-4 text-sm",
    KINDS[kind],
  );
}

/** For a button whose text names an amount or a payee: it breaks on a phone instead of spilling. */
export const LONG_TEXT = "min-w-0 py-2 wrap-anywhere whitespace-normal!";

type Props = { kind?: ButtonKind; isSmall?: boolean } & ComponentProps<"button">;

export function Button({ kind = "secondary", isSmall = false, className, ...rest }: Props) {
  return (
    <button type="button" {...rest} className={classes(buttonClasses(kind, isSmall), className)} />
  );
}
