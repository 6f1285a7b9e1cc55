/** Where in a list a page begins, as the address has it: after a row, before one, or neither at the list's top. */
export type Place = { after: string | null; before: string | null };

/** What an address says about the place. Another list begins at its top: its link switches these off. */
export const TOP = { after: "", before: "", rows: "" };

const CURSOR = /^[\w-]{1,300}={0,2}$/;

/** The place that an address names. What is no cursor is dropped, and so is the second of two. */
export function placeNamed(filters: Record<string, string>): Place {
  const [after, before] = [cursorOf(filters.after), cursorOf(filters.before)];
  return { after, before: after === null ? before : null };
}

export function isTop({ after, before }: Place): boolean {
  return after === null && before === null;
}

function cursorOf(text: string | undefined): string | null {
  return text && CURSOR.test(text) ? text : null;
}
