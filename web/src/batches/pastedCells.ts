const HEADER =
  /amount|amt|account|a\/c|ifsc|beneficiary|payee|vendor|supplier|employee|invoice|reference/i;
const NUMBER = /^'?[\dXx][\dXx -]{7,}[\dXx]$/;
const IFSC = /^[A-Z]{4}0[A-Z0-9]{6}$/i;
const AMOUNT = /^(₹|rs\.?|inr)? *\d[\d,]*(\.\d+)?(\/-)?$/i;

/** True for what a spreadsheet puts on the clipboard for more than one cell. */
export function isCells(text: string): boolean {
  return /\t/.test(text) || /\S[^\S\n]*\r?\n[^\S\n]*\S/.test(text);
}

/**
 * Cells that were copied without their headers get some, by what the columns hold: account numbers, IFSCs, amounts, and
 * names before references. The server reads the rest, and tells what it can't.
 */
export function withHeaders(text: string): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const rows = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  if (rows.slice(0, 21).some((cells) => cells.filter((cell) => HEADER.test(cell)).length > 1))
    return text;
  const width = Math.max(...rows.map((cells) => cells.length));
  const left = ["Name", "Reference", "Narration"];
  const named = new Set<string>();
  const headers = Array.from({ length: width }, (_, place) => {
    const cells = rows.flatMap((row) => row[place] || []);
    const kind = kindOf(cells);
    if (kind && !named.has(kind)) {
      named.add(kind);
      return kind;
    }
    return (cells.length > 0 && left.shift()) || "";
  });
  return [headers.join("\t"), ...lines].join("\n");
}

function kindOf(cells: string[]): string | null {
  const most = (form: RegExp) => cells.filter((cell) => form.test(cell)).length * 2 > cells.length;
  if (most(IFSC)) return "IFSC";
  if (most(NUMBER)) return "Account Number";
  return most(AMOUNT) ? "Amount" : null;
}
