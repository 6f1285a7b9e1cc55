import { expect, test } from "vitest";
import { isCells, withHeaders } from "./pastedCells";

test.each([
  ["Anand\t500", true],
  ["Anand\nBharat", true],
  ["Anand Dyes", false],
  ["Anand Dyes\r\n", false],
  ["", false],
])("%j is cells of a spreadsheet: %s", (text, is) => {
  expect(isCells(text)).toBe(is);
});

test("cells with headers stay as they are", () => {
  const text = "Beneficiary Name\tAmount\r\nAnand\t5\r\n";
  expect(withHeaders(text)).toBe(text);
});

test("cells without headers get those that their columns hold", () => {
  const text =
    "Anand Dyes\t50100000010001\tHDFC0001234\t1,25,000.00\tINV-1\nBharat\t50100000010002\tHDFC0001234\t500\tINV-2";
  expect(withHeaders(text).split("\n")[0]).toBe("Name\tAccount Number\tIFSC\tAmount\tReference");
  expect(withHeaders("Anand\t500").split("\n")[0]).toBe("Name\tAmount");
});
