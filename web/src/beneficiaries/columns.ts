/** What a file says about a bank account. */
export const FIELDS = ["name", "number", "ifsc", "type", "nickname", "group"] as const;
export type Field = (typeof FIELDS)[number];

/** The place of each field's column; null for one that the file does not have. */
export type Columns = Record<Field, number | null>;

/** Headings in the form of `formOf`; of several in one file the first counts. */
const HEADINGS: Record<Field, string[]> = {
  name: [
    "accountholdername",
    "accountholder",
    "holdername",
    "accountname",
    "name",
    "", // the heading "Beneficiary" or "Payee"
    "nameasperbank",
    "nameofaccountholder",
    "fullname",
    "contactname",
  ],
  number: ["accountnumber", "account"],
  ifsc: ["ifsccode", "ifsc", "ifscode", "accountifsc", "accountifsccode", "branchifsc"],
  type: ["accounttype", "type"],
  nickname: ["nickname", "alias", "shortname", "displayname", "label"],
  group: ["group", "groupname", "category", "tag", "department", "contacttype"],
};

/** RazorpayX's column for `bank_account` or `vpa`: it says nothing of savings or current. */
const NO_ACCOUNT_TYPE = "fundaccounttype";
const WHOSE = /^(?:beneficiary|bene|bnf|payee|credit|fund|vendor|supplier|employee|party)+/;

/** `Beneficiary A/C No. (mandatory)` and `Fund Account Number` as `accountnumber`. */
function formOf(heading: string): string | null {
  const letters = heading
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]/g, "")
    .replace(/a\s*\/\s*c\b/g, "account")
    .replace(/[^a-z0-9]/g, "");
  if (!letters || letters === NO_ACCOUNT_TYPE) return null;
  return letters
    .replace(WHOSE, "")
    .replace(/^bank(?=ac|ifs)/, "")
    .replace(/^(?:acct|acc|ac)(?=no|num|name|type|ifs)/, "account")
    .replace(/(?:no|num)$/, "number");
}

/** The columns that a line of headings names; null for a line that names neither number nor IFSC. */
export function columnsNamed(line: string[]): Columns | null {
  const forms = line.map(formOf);
  const placeOf = (field: Field) => {
    const heading = HEADINGS[field].find((it) => forms.includes(it));
    return heading === undefined ? null : forms.indexOf(heading);
  };
  const columns = Object.fromEntries(FIELDS.map((it) => [it, placeOf(it)])) as Columns;
  return columns.number === null || columns.ifsc === null ? null : columns;
}

const IFSC = /^[a-z]{4}0[a-z0-9]{6}$/i;
const NUMBER = /^['=" ]*\d[\d -]{7,}["' ]*$/;

/** For lines without headings: the columns by what is in them. Null if there is no IFSC. */
export function columnsGuessed(line: string[]): Columns | null {
  const ifsc = line.findIndex((cell) => IFSC.test(cell.trim()));
  const number = line.findIndex((cell) => NUMBER.test(cell));
  const name = line.findIndex((cell) => /\p{L}{2}/u.test(cell) && !IFSC.test(cell.trim()));
  if (ifsc < 0 || number < 0) return null;
  return { name: name < 0 ? null : name, number, ifsc, type: null, nickname: null, group: null };
}
