import type { Field } from "./columns";

export type Cells = Record<Field, string>;
export type Faults = Partial<Record<Field, string>>;

/** A row's cells without what spreadsheets add, what is wrong with them, and what may be. */
export type Checked = { cells: Cells; faults: Faults; notes: string[] };

const IFSC = /^[A-Z]{4}0[A-Z0-9]{6}$/;
const TYPES: Record<string, "SAVINGS" | "CURRENT"> = {
  "": "CURRENT",
  current: "CURRENT",
  currentaccount: "CURRENT",
  ca: "CURRENT",
  "11": "CURRENT",
  savings: "SAVINGS",
  saving: "SAVINGS",
  savingsaccount: "SAVINGS",
  savingaccount: "SAVINGS",
  sb: "SAVINGS",
  sa: "SAVINGS",
  "10": "SAVINGS",
};
/** How many digits the numbers of a bank have, where all have as many. */
const USUAL_LENGTHS: Record<string, number> = {
  BARB: 14,
  CNRB: 13,
  HDFC: 14,
  ICIC: 12,
  PUNB: 16,
  UBIN: 15,
  UTIB: 15,
  YESB: 15,
};
/** The digits that a spreadsheet keeps of a number. */
const KEPT_DIGITS = 15;

export function checked(given: Cells): Checked {
  const cells = cleaned(given);
  const faults: Faults = {};
  const number = numberFault(cells.number);
  if (number) faults.number = number;
  const ifsc = ifscFault(cells.ifsc);
  if (ifsc) faults.ifsc = ifsc;
  if (!cells.name) faults.name = "Enter the account holder's name.";
  if (cells.name.length > 200) faults.name = "Use at most 200 characters.";
  if (cells.nickname.length > 60) faults.nickname = "Use at most 60 characters.";
  if (cells.group.length > 40) faults.group = "Use at most 40 characters.";
  if (!typeOf(cells.type)) faults.type = "Use Savings or Current.";
  return { cells, faults, notes: number || ifsc ? [] : notesAbout(cells) };
}

/** The API's type; undefined for a word that is none. An empty cell is a current account. */
export function typeOf(text: string) {
  return TYPES[text.toLowerCase().replace(/[^a-z0-9]/g, "")];
}

function cleaned(cells: Cells): Cells {
  const plain = Object.fromEntries(
    Object.entries(cells).map(([field, text]) => [field, text.replace(/\s+/g, " ").trim()]),
  ) as Cells;
  return {
    ...plain,
    number: cleanNumber(plain.number),
    ifsc: plain.ifsc.replace(/[^a-z0-9]/gi, "").toUpperCase(),
  };
}

/** Without the marks that keep a spreadsheet from reading it as a number (`'0123`, `="0123"`), blanks and dashes. */
function cleanNumber(text: string): string {
  const plain = text
    .replace(/^=\s*"(.*)"$/, "$1")
    .replace(/^['’]/, "")
    .replace(/[\s-]/g, "");
  return /^\d{1,15}\.0+$/.test(plain) ? plain.replace(/\.0+$/, "") : plain;
}

function numberFault(number: string): string | undefined {
  if (!number) return "Enter the account number.";
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(number))
    return "A spreadsheet shortened this number. Format its column as text, and copy it again.";
  if (!/^[0-9]+$/.test(number)) return "Use digits 0–9 only.";
  const digits = `It has ${number.length} ${number.length === 1 ? "digit" : "digits"}, not 9 to 18.`;
  if (number.length < 9) return `${digits} Spreadsheets drop zeros at the beginning.`;
  if (number.length > 18) return digits;
  if (/^0+$/.test(number)) return "It has only zeros.";
  return undefined;
}

function ifscFault(ifsc: string): string | undefined {
  if (!ifsc) return "Enter the IFSC.";
  if (IFSC.test(ifsc)) return undefined;
  if (IFSC.test(`${ifsc.slice(0, 4)}0${ifsc.slice(5)}`) && ifsc[4] === "O")
    return "Its fifth character is a zero, not the letter O.";
  return "An IFSC is four letters, a zero, and six letters or digits.";
}

function notesAbout({ number, ifsc }: Cells): string[] {
  const notes: string[] = [];
  const usual = USUAL_LENGTHS[ifsc.slice(0, 4)];
  if (usual && number.length < usual && !number.startsWith("0"))
    notes.push(
      `${ifsc.slice(0, 4)} numbers have ${usual} digits, this one ${number.length}: a spreadsheet may have dropped zeros at the beginning.`,
    );
  if (number.length > KEPT_DIGITS && /^0+$/.test(number.slice(KEPT_DIGITS)))
    notes.push("It ends in zeros after 15 digits: a spreadsheet may have replaced the last ones.");
  return notes;
}
