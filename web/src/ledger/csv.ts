import { type Instant, isoDay } from "../time/india";

/** CSV that Excel, Numbers and strict RFC 4180 readers accept; amounts never pass through a float. */

const BOM = "\ufeff";
const LINE_END = "\r\n";
// Spreadsheets run text that begins like this as a formula, in full width too, even after blanks.
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** An escaped field, ready for the file. */
export type CsvField = string & { readonly csv: unique symbol };

export function csvText(text: string): CsvField {
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

/** Accepts digits only, so a leading minus needs no guard against formulas. */
export function csvNumber(number: string | number): CsvField {
  const digits = String(number);
  if (!NUMBER.test(digits)) throw new RangeError(`${digits} is not a plain number`);
  return digits as CsvField;
}

export function csvLine(fields: CsvField[]): string {
  return fields.join(",") + LINE_END;
}

/** Begins with a byte order mark: without it Excel reads ₹ and names as Latin-1. */
export function csvFile(lines: string[]): Blob {
  return new Blob([BOM, ...lines], { type: "text/csv;charset=utf-8" });
}

/** `ledger-acme-exports-pvt-ltd-2026-11-22.csv`, with the day in India's time, as in the file. */
export function csvFileName(subject: string, owner: string, at: Instant): string {
  const name = owner
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return [subject, Array.from(name).slice(0, 60).join(""), isoDay(at)]
    .filter(Boolean)
    .join("-")
    .concat(".csv");
}

function quoted(text: string): CsvField {
  return (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text) as CsvField;
}
