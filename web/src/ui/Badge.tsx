import { classes } from "./classes";

const KINDS = {
  plain: "bg-hover text-soft",
  accent: "bg-accent-quiet text-accent",
  ok: "bg-ok-quiet text-ok",
  wait: "bg-wait-quiet text-wait",
  bad: "bg-bad-quiet text-bad",
  strong: "bg-wait text-surface",
};

/** On a grid of 12: a ring, a dot, a tick, most of a ring, a cross, an exclamation mark. */
const SIGNS: Record<keyof typeof KINDS, string> = {
  plain: "M6 2a4 4 0 1 0 0 8 4 4 0 1 0 0-8z",
  accent: "M6 5v2M5 6h2",
  ok: "M2 6.5l2.5 2.5L10 3.5",
  wait: "M10 6a4 4 0 1 1-2-3.5",
  bad: "M3 3l6 6M9 3L3 9",
  strong: "M6 2v4.5M6 9.7v.1",
};

export type BadgeKind = keyof typeof KINDS;

/** A state in words: the sign and the colour only repeat it. */
export function Badge({ text, kind = "plain" }: { text: string; kind?: BadgeKind }) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 rounded-full py-0.5 pr-2 pl-1.5 text-xs font-medium whitespace-nowrap forced-colors:border",
        KINDS[kind],
      )}
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 12 12"
        className="size-3 shrink-0 fill-none stroke-current"
        strokeWidth={kind === "plain" || kind === "wait" ? 1.5 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={SIGNS[kind]} />
      </svg>
      {text}
    </span>
  );
}
