import { describe, expect, test } from "vitest";
import { csvFile, csvFileName, csvLine, csvNumber, csvText } from "./csv";

test.each([
  ["plain", "plain"],
  ["", ""],
  ["a,b", '"a,b"'],
  ['say "hello"', '"say ""hello"""'],
  ["two\nlines", '"two\nlines"'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["मुंबई ₹", "मुंबई ₹"],
])("the text %j is written as %j", (text, written) => {
  expect(csvText(text)).toBe(written);
});

describe("a spreadsheet does not run", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+91 22", "'+91 22"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1+1", "' =1+1"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["＝1+1", "'＝1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ])("%j", (text, written) => {
    expect(csvText(text)).toBe(written);
  });
});

test("a sign inside the text needs no guard", () => {
  expect(csvText("INV-7 = paid")).toBe("INV-7 = paid");
});

test.each([
  [-50_000, "-50000"],
  [0, "0"],
  [Number.MAX_SAFE_INTEGER, "9007199254740991"],
])("the number %d gets no guard", (number, written) => {
  expect(csvNumber(number)).toBe(written);
});

test("a decimal is written unchanged", () => {
  expect(csvNumber("-90071992547409.91")).toBe("-90071992547409.91");
});

test.each(["=1", "1,000", "", "1e5", "-", "₹5", Number.NaN])("%j is refused as a number", (it) => {
  expect(() => csvNumber(it)).toThrow(RangeError);
});

test("lines end with CRLF, and the file begins with a byte order mark", async () => {
  const line = csvLine([csvText("a,b"), csvNumber(-1)]);
  expect(line).toBe('"a,b",-1\r\n');
  const bytes = new Uint8Array(await csvFile([line, line]).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(line + line);
});

test.each([
  ["Acme Exports Pvt Ltd", "ledger-acme-exports-pvt-ltd-2026-11-02.csv"],
  ["मुंबई व्यापार", "ledger-मुंबई-व्यापार-2026-11-02.csv"],
  ["../../etc/passwd", "ledger-etc-passwd-2026-11-02.csv"],
  ["***", "ledger-2026-11-02.csv"],
])("the file name for %j is %s", (owner, name) => {
  expect(csvFileName("ledger", owner, "2026-11-01T18:30:00Z")).toBe(name);
});
