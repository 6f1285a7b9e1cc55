import { expect, test } from "vitest";
import { readRows, textOf } from "./readRows";

const rowsOf = async (text: string) => {
  const read = await readRows(text);
  if ("reason" in read) throw new Error(read.reason);
  return read.rows;
};
const reasonOf = async (text: string) => {
  const read = await readRows(text);
  return "reason" in read ? read.reason : null;
};

test("a file's rows keep their lines, their zeros and their quoted commas", async () => {
  const rows = await rowsOf(
    '\uFEFFList of payees,,\n\nBeneficiary Name,A/C No,IFSC\n"Rao, Sons",00123456789,HDFC0001234\n,,\n\nMehta,5.01E+13,ICIC0001234\n',
  );
  expect(rows.map(({ line, cells }) => [line, cells.name, cells.number])).toEqual([
    [4, "Rao, Sons", "00123456789"],
    [7, "Mehta", "5.01E+13"],
  ]);
});

test.each([
  ["tabs", "name\taccount number\tIFSC\nRao, Sons\t123456789\tHDFC0001234"],
  ["semicolons", "name;account number;IFSC\nRao, Sons;123456789;HDFC0001234"],
  ["no headings", '"Rao, Sons",123456789,HDFC0001234'],
])("a text with %s is read", async (_, text) => {
  const [row] = await rowsOf(text);
  expect(row?.cells).toMatchObject({
    name: "Rao, Sons",
    number: "123456789",
    ifsc: "HDFC0001234",
    group: "",
  });
});

test("a file that cannot be read says why", async () => {
  expect(await reasonOf("hello")).toMatch(/No columns found/);
  expect(await reasonOf("")).toMatch(/No columns found/);
  expect(await reasonOf("name,account number,ifsc\n,,\n")).toMatch(/Add rows below/);
  const many = Array.from({ length: 501 }, () => "Rao,123456789,HDFC0001234").join("\n");
  expect(await reasonOf(many)).toBe("There are 501 rows. Add up to 500 at a time.");
});

test("a file is decoded as spreadsheets encode it", async () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x41, 0x00, 0x09, 0x00]);
  expect(await textOf(new Blob([utf16]))).toEqual({ text: "A\t" });
  expect(await textOf(new Blob([new Uint8Array([0x43, 0xe9])]))).toEqual({ text: "Cé" });
  expect(await textOf(new Blob(["कावेरी"]))).toEqual({ text: "कावेरी" });
  expect(await textOf(new Blob(["PK\u0003\u0004"]))).toHaveProperty("reason");
});
