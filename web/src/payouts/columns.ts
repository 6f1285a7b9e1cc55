/** The columns of the payouts' list beyond the payee and the amount, in the table's order. */
export const COLUMNS = {
  status: "Status",
  reference: "Reference",
  narration: "Narration",
  purpose: "Purpose",
  utr: "UTR or reason",
  created: "Created",
  updated: "Last change",
} as const;
export type Column = keyof typeof COLUMNS;

export const ALL_COLUMNS = Object.keys(COLUMNS) as Column[];
export const USUAL: readonly Column[] = ["status", "reference", "utr", "created"];
/** In the address, for none at all: an empty value means the usual ones. */
const NONE = "none";

/** The columns that an address names, as `status purpose`; the usual ones if it names none that is known. */
export function columnsNamed(text: string | undefined): Column[] {
  const named = new Set(text?.split(" "));
  if (text === NONE) return [];
  const known = ALL_COLUMNS.filter((it) => named.has(it));
  return known.length > 0 ? known : [...USUAL];
}

/** The inverse: empty for the usual ones. */
export function namingColumns(columns: readonly Column[]): string {
  const chosen = ALL_COLUMNS.filter((it) => columns.includes(it));
  if (chosen.length === 0) return NONE;
  return chosen.join() === USUAL.join() ? "" : chosen.join(" ");
}

export function withColumn(columns: readonly Column[], column: Column, isOn: boolean): Column[] {
  return ALL_COLUMNS.filter((it) => (it === column ? isOn : columns.includes(it)));
}
