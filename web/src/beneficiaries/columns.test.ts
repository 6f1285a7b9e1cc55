import { expect, test } from "vitest";
import { columnsGuessed, columnsNamed, FIELDS } from "./columns";

const named = (headings: string) => {
  const line = headings.split("|");
  const columns = columnsNamed(line);
  return columns && FIELDS.map((field) => (columns[field] === null ? "" : line[columns[field]]));
};

test.each([
  ["name|account number|IFSC", ["name", "account number", "IFSC", "", "", ""]],
  [
    "Account Name|Account IFSC|Account Number|Fund Account Type|Contact Type|Contact Name",
    ["Account Name", "Account Number", "Account IFSC", "", "", "Contact Type"],
  ],
  [
    "Fund Account Name (Mandatory)|Fund Account Number (Mandatory)|Fund Account Ifsc (Mandatory)",
    [
      "Fund Account Name (Mandatory)",
      "Fund Account Number (Mandatory)",
      "Fund Account Ifsc (Mandatory)",
      "",
      "",
      "",
    ],
  ],
  [
    "Sr No|Beneficiary Name|Beneficiary A/C No.|Bank Name|IFSC Code|A/c Type",
    ["Beneficiary Name", "Beneficiary A/C No.", "IFSC Code", "A/c Type", "", ""],
  ],
  [
    "BNF_NAME|BENE_ACC_NO|BENE_IFSC|Nick name|Department",
    ["BNF_NAME", "BENE_ACC_NO", "BENE_IFSC", "", "Nick name", "Department"],
  ],
  ["Payee|Bank Account No|IFS Code", ["Payee", "Bank Account No", "IFS Code", "", "", ""]],
  [
    "Vendor Name*|Acct No|IFSC|Account Type|Alias|Category",
    ["Vendor Name*", "Acct No", "IFSC", "Account Type", "Alias", "Category"],
  ],
])("the headings %s are understood", (headings, columns) => {
  expect(named(headings)).toEqual(columns);
});

test("a line without number or IFSC names no columns", () => {
  expect(named("Beneficiaries of Kaveri Silks|")).toBeNull();
  expect(named("name|amount|IFSC")).toBeNull();
});

test("columns without headings are told by what is in them", () => {
  const line = ["1", "Anand Dyes & Chemicals", "hdfc0001234", "'0050100123456", "Suppliers"];
  expect(columnsGuessed(line)).toMatchObject({ name: 1, ifsc: 2, number: 3, group: null });
  expect(columnsGuessed(["Anand Dyes", "12"])).toBeNull();
});
