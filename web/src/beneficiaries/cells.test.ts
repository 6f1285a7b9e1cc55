import { expect, test } from "vitest";
import { type Cells, checked, typeOf } from "./cells";

const GOOD: Cells = {
  name: "Anand Dyes",
  number: "50100123456789",
  ifsc: "HDFC0001234",
  type: "",
  nickname: "",
  group: "",
};
const check = (change: Partial<Cells>) => checked({ ...GOOD, ...change });

test("a good row has no faults and no notes", () => {
  expect(check({})).toEqual({ cells: GOOD, faults: {}, notes: [] });
});

test.each([
  ["'0050100123456", "0050100123456"],
  ['="0050100123456"', "0050100123456"],
  ["5010 0123-4567 89", "50100123456789"],
  ["50100123456.0", "50100123456"],
  ["\u00a050100123456789 ", "50100123456789"],
])("%s is the number %s, with its zeros", (typed, number) => {
  const { cells, faults } = check({ number: typed, ifsc: "KKBK0001234" });
  expect([cells.number, faults.number]).toEqual([number, undefined]);
});

test.each([
  ["5.01001E+13", /spreadsheet shortened/],
  ["5,01E13", /spreadsheet shortened/],
  ["5e15", /spreadsheet shortened/],
  ["1234567", /7 digits.*drop zeros/],
  ["1234567890123456789", /19 digits/],
  ["000000000000", /only zeros/],
  ["50100A23456789", /digits 0–9/],
  ["", /Enter/],
])("the number %s is a fault", (number, fault) => {
  expect(check({ number }).faults.number).toMatch(fault);
});

test("what a spreadsheet may have done to a number is a note, not a fault", () => {
  const dropped = check({ number: "1234567890", ifsc: "ICIC0001234" });
  expect(dropped.faults).toEqual({});
  expect(dropped.notes[0]).toMatch(/12 digits, this one 10.*dropped zeros/);
  expect(check({ number: "001234567890", ifsc: "ICIC0001234" }).notes).toEqual([]);
  const rounded = check({ number: "1234567890123000", ifsc: "PUNB0001234" });
  expect(rounded.notes[0]).toMatch(/after 15 digits/);
});

test.each([
  ["hdfc 0001234", "HDFC0001234", undefined],
  ["HDFCO001234", "HDFCO001234", /zero, not the letter O/],
  ["HDFC1234", "HDFC1234", /four letters/],
  ["", "", /Enter/],
])("the IFSC %s is read as %s", (typed, ifsc, fault) => {
  const { cells, faults } = check({ ifsc: typed });
  expect(cells.ifsc).toBe(ifsc);
  if (fault) expect(faults.ifsc).toMatch(fault);
  else expect(faults.ifsc).toBeUndefined();
});

test("types are understood in the words of the banks, and none is a current account", () => {
  for (const word of ["Savings", "saving a/c", "SB", "10", "Savings Account"])
    expect(typeOf(word.replace(" a/c", ""))).toBe("SAVINGS");
  for (const word of ["", "current", "CA", "11", "Current Account"])
    expect(typeOf(word)).toBe("CURRENT");
  expect(check({ type: "NRE" }).faults.type).toBe("Use Savings or Current.");
});

test("every fault of a row is told at once", () => {
  const { faults } = check({ name: " ", number: "1", ifsc: "X", group: "g".repeat(41) });
  expect(Object.keys(faults).sort()).toEqual(["group", "ifsc", "name", "number"]);
});
