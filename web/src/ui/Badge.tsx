import { classes } from "./classes";

const KINDS = {
  plain: "bg-hover text-soft",
  accent: "bg-accent-quiet text-accent",
  ok: "bg-ok-quiet text-ok",
  wait: "bg-wait-quiet text-wait",
  bad: "bg-bad-quiet text-bad",
  strong: "bg-wait text-surface",
};

export type BadgeKind = keyof typeof KINDS;

/** A state in words: the colour only repeats it. */
export function Badge({ text, kind = "plain" }: { text: string; kind?: BadgeKind }) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap forced-colors:border",
        KINDS[kind],
      )}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {text}
    </span>
  );
}
