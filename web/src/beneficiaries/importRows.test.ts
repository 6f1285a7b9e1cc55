import { expect, test } from "vitest";
import type { Cells } from "./cells";
import {
  edited,
  fromRead,
  type ImportRow,
  inputOf,
  leftOut,
  ready,
  sendable,
  unchecked,
  withResults,
} from "./importRows";

const CELLS: Cells = {
  name: "Anand Dyes",
  number: "50100123456789",
  ifsc: "HDFC0001234",
  type: "Savings",
  nickname: "",
  group: "",
};
const row = (line: number, change: Partial<Cells> = {}): ImportRow =>
  fromRead({ line, cells: { ...CELLS, ...change } });
const result = (outcome: "READY" | "ADDED" | "EXISTS" | "REPEATED" | "REFUSED", more = {}) => ({
  outcome,
  sameAs: null,
  bankName: "HDFC Bank",
  branchName: "PARK STREET",
  warnings: [],
  errors: [],
  bankAccount: null,
  ...more,
});

test("a row with a fault of its own is not sent, and stays to be fixed", () => {
  const rows = [row(2), row(3, { number: "5.01E+13" })];
  expect(sendable(rows).map(({ line }) => line)).toEqual([2]);
  const next = withResults(rows, sendable(rows), [result("READY")]);
  expect(next.map(({ section }) => section)).toEqual(["ready", "fix"]);
  expect(next[0]?.place).toBe("HDFC Bank, PARK STREET");
});

test("the engine's errors stand beside their fields", () => {
  const errors = [{ field: "ifscCode", message: "This bank was merged." }];
  const [next] = withResults([row(2)], [row(2)], [result("REFUSED", { errors })]);
  expect([next?.faults, next?.section]).toEqual([{ ifsc: "This bank was merged." }, "fix"]);
});

test("a repeated row names the line of the other", () => {
  const rows = [row(2), row(7)];
  const next = withResults(rows, rows, [result("READY"), result("REPEATED", { sameAs: 0 })]);
  expect([next[1]?.sameAsLine, next[1]?.section]).toEqual([2, "fix"]);
});

test("a row that was mended keeps its place, and is checked before it is added", () => {
  const [wrong] = [row(2, { number: "1" })];
  const mended = edited(wrong, "number", "50100123456789");
  expect([mended.faults, mended.section, mended.outcome]).toEqual([{}, "fix", "UNCHECKED"]);
  expect([ready([mended]).length, unchecked([mended]).length]).toEqual([0, 1]);
  const [next] = withResults([mended], [mended], [result("READY")]);
  expect([next?.section, ready(next ? [next] : []).length]).toEqual(["ready", 1]);
});

test("a row that is left out, or was added, is not sent", () => {
  const [added] = withResults([row(2)], [row(2)], [result("ADDED")]);
  const out = leftOut(row(3), true);
  expect(sendable(added ? [added, out] : [out])).toEqual([]);
  expect([added?.section, out.section, leftOut(out, false).section]).toEqual([
    "added",
    "left out",
    "ready",
  ]);
});

test("what is sent is clean, and has no words that are not there", () => {
  expect(
    inputOf(row(2, { number: "'0050 1001", ifsc: "hdfc0001234", group: "Suppliers" })),
  ).toEqual({
    accountHolderName: "Anand Dyes",
    accountNumber: "00501001",
    ifscCode: "HDFC0001234",
    accountType: "SAVINGS",
    group: "Suppliers",
  });
});
