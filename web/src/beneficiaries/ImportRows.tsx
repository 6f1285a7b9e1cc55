import { ImportRowItem } from "./ImportRowItem";
import { type ImportRow, SECTIONS, type Section } from "./importRows";
import type { Import } from "./useImport";

const TITLES: Record<Section, string> = {
  fix: "To fix",
  ready: "Ready",
  added: "Added",
  exists: "Already there",
  "left out": "Left out",
};

/** The rows by what becomes of them, those with faults first. */
export function ImportRows({ state, rows }: { state: Import; rows: ImportRow[] }) {
  return SECTIONS.map((section) => {
    const shown = rows.filter((row) => row.section === section);
    if (shown.length === 0) return null;
    const title = `${TITLES[section]} (${shown.length})`;
    return (
      <section key={section} aria-label={title}>
        <h3 className="border-b border-line bg-hover px-5 py-2 text-sm font-medium">{title}</h3>
        <ul className="divide-y divide-line border-b border-line last:border-b-0">
          {shown.map((row) => (
            <ImportRowItem key={row.line} row={row} state={state} />
          ))}
        </ul>
      </section>
    );
  });
}
