import type { Cells } from "./cells";
import { type Columns, columnsGuessed, columnsNamed, FIELDS } from "./columns";

export const MOST_ROWS = 500;
/** Bank templates have a title above their headings. */
const LINES_BEFORE_HEADINGS = 10;

/** `line` is the row's place in the file, as a spreadsheet counts. */
export type ReadRow = { line: number; cells: Cells };
export type ReadFile = { rows: ReadRow[] } | { reason: string };

/** The rows of a text with commas, semicolons or tabs, as files have them and spreadsheets copy them. */
export async function readRows(text: string): Promise<ReadFile> {
  const { default: Papa } = await import("papaparse");
  const lines = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: delimiterOf(text),
  }).data;
  const found = columnsOf(lines);
  if (!found)
    return {
      reason: "No columns found. The first line should name them: name, account number, IFSC.",
    };
  const rows = lines
    .map((line, index) => ({ line: index + 1, cells: cellsOf(line, found.columns) }))
    .slice(found.after)
    .filter(({ cells }) => Object.values(cells).some((cell) => cell.trim()));
  if (rows.length === 0) return { reason: "Add rows below the column names." };
  if (rows.length > MOST_ROWS)
    return {
      reason: `There are ${rows.length.toLocaleString("en-IN")} rows. Add up to ${MOST_ROWS} at a time.`,
    };
  return { rows };
}

/** The text of a file in any of the encodings that spreadsheets write. */
export async function textOf(file: Blob): Promise<{ text: string } | { reason: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  if (first === 0x50 && second === 0x4b)
    return { reason: "This is a workbook. Save it as CSV, or copy its cells and paste them." };
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes) };
  }
}

function columnsOf(lines: string[][]): { columns: Columns; after: number } | null {
  for (const [index, line] of lines.slice(0, LINES_BEFORE_HEADINGS).entries()) {
    const named = columnsNamed(line);
    if (named) return { columns: named, after: index + 1 };
    const guessed = columnsGuessed(line);
    if (guessed) return { columns: guessed, after: index };
  }
  return null;
}

function cellsOf(line: string[], columns: Columns): Cells {
  const cell = (place: number | null) => (place === null ? "" : (line[place] ?? ""));
  return Object.fromEntries(FIELDS.map((field) => [field, cell(columns[field])])) as Cells;
}

/** Names have commas in them, so the kind that divides the first lines most counts; tabs before all. */
function delimiterOf(text: string): string {
  const beginning = text.slice(0, 4000);
  if (beginning.includes("\t")) return "\t";
  const count = (mark: string) => beginning.split(mark).length;
  return count(";") > count(",") ? ";" : ",";
}
