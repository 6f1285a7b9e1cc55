import type { AddBankAccountsMutation, BankAccountRowInput } from "../gql/graphql";
import { type Cells, checked, type Faults, typeOf } from "./cells";
import type { Field } from "./columns";
import type { ReadRow } from "./readRows";

type Results = Extract<
  AddBankAccountsMutation["result"],
  { __typename: "AddBankAccountsSuccess" }
>["results"];
type Result = Results[number];

/** `UNCHECKED`: the engine has not seen the row as it is now. */
export type Outcome = Result["outcome"] | "UNCHECKED";

export type ImportRow = {
  line: number;
  cells: Cells;
  faults: Faults;
  notes: string[];
  outcome: Outcome;
  /** Its bank and branch, once the engine has told them. */
  place: string;
  /** Of a repeated row: the line of the earlier one. */
  sameAsLine: number | null;
  isLeftOut: boolean;
  /** It exists, and receives no payouts. */
  isRetired: boolean;
  /** It keeps its place on the page while it is mended, until it is checked again. */
  section: Section;
};

export const SECTIONS = ["fix", "ready", "added", "exists", "left out"] as const;
export type Section = (typeof SECTIONS)[number];

const FIELD_OF: Record<string, Field> = {
  accountHolderName: "name",
  accountNumber: "number",
  ifscCode: "ifsc",
  accountType: "type",
  nickname: "nickname",
  group: "group",
};

export function fromRead({ line, cells }: ReadRow): ImportRow {
  const row: ImportRow = {
    line,
    ...checked(cells),
    outcome: "UNCHECKED",
    place: "",
    sameAsLine: null,
    isLeftOut: false,
    isRetired: false,
    section: "fix",
  };
  return { ...row, section: sectionOf(row) };
}

/** The row after typing: its own faults are looked for at once, the engine is asked later. */
export function edited(row: ImportRow, field: Field, text: string): ImportRow {
  const cells = { ...row.cells, [field]: text };
  const { faults, notes } = checked(cells);
  return { ...row, cells, faults, notes, outcome: "UNCHECKED", place: "", sameAsLine: null };
}

export function leftOut(row: ImportRow, isLeftOut: boolean): ImportRow {
  const next = { ...row, isLeftOut };
  return { ...next, section: sectionOf(next) };
}

/** The rows that a check or an adding sends. */
export function sendable(rows: ImportRow[]): ImportRow[] {
  return rows.filter(
    (row) =>
      !row.isLeftOut &&
      row.outcome !== "ADDED" &&
      Object.keys(checked(row.cells).faults).length === 0,
  );
}

/** Checked, and to be added: all that is asked for by the one button. */
export function ready(rows: ImportRow[]): ImportRow[] {
  return rows.filter((row) => !row.isLeftOut && row.outcome === "READY");
}

export function unchecked(rows: ImportRow[]): ImportRow[] {
  return sendable(rows).filter((row) => row.outcome === "UNCHECKED");
}

export function inputOf(row: ImportRow): BankAccountRowInput {
  const { cells } = checked(row.cells);
  return {
    accountHolderName: cells.name,
    accountNumber: cells.number,
    ifscCode: cells.ifsc,
    accountType: typeOf(cells.type) ?? "CURRENT",
    ...(cells.nickname && { nickname: cells.nickname }),
    ...(cells.group && { group: cells.group }),
  };
}

/** The rows with what the engine says of those that were sent to it, in their order. */
export function withResults(rows: ImportRow[], sent: ImportRow[], results: Results): ImportRow[] {
  const resultOf = new Map(sent.map(({ line }, index) => [line, results[index]]));
  return rows.map((row) => {
    const result = resultOf.get(row.line);
    const next = result ? withResult(row, result, sent) : row;
    return { ...next, section: sectionOf(next) };
  });
}

function withResult(row: ImportRow, result: Result, sent: ImportRow[]): ImportRow {
  const { cells, notes } = checked(row.cells);
  const faults: Faults = {};
  for (const { field, message } of result.errors) faults[FIELD_OF[field ?? ""] ?? "name"] = message;
  return {
    ...row,
    cells,
    faults,
    notes: [...notes, ...result.warnings],
    outcome: result.outcome,
    isRetired: Boolean(result.bankAccount?.retiredAt),
    place: [result.bankName, result.branchName].filter(Boolean).join(", "),
    sameAsLine: result.sameAs == null ? null : (sent[result.sameAs]?.line ?? null),
  };
}

function sectionOf(row: ImportRow): Section {
  if (row.isLeftOut) return "left out";
  if (row.outcome === "ADDED") return "added";
  if (row.outcome === "EXISTS") return "exists";
  const isFine = row.outcome !== "REPEATED" && Object.keys(row.faults).length === 0;
  return isFine ? "ready" : "fix";
}
