/**
 * For a link or button that is lower than a finger: what can be hit around its middle is 24 px high, and 44 px where the
 * pointer is a finger. The text keeps its place.
 */
export const HIT_AREA =
  "relative after:absolute after:inset-x-0 after:top-1/2 after:h-6 after:-translate-y-1/2 pointer-coarse:after:h-11";

/** Joins class names, skipping false, null and undefined. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
