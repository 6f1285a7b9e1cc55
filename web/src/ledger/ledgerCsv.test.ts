import { expect, test } from "vitest";
import { entryLine, HEADING } from "./ledgerCsv";

const payout = {
  id: "p1",
  bankReferenceId: "SIMB555422260173",
  bankAccount: {
    ...{ accountHolderName: "Anand Dyes, & Chemicals", accountNumberMasked: "XXXXXXXX0001" },
    ifscCode: "HDFC0001234",
  },
};

const entry = {
  id: "e1",
  sequence: 7,
  createdAt: "2026-11-22T20:45:36.084711+00:00",
  entryType: "PAYOUT_COMPLETED" as const,
  description: '=cmd|"/c calc"!A1, and more',
  reference: "=1+1",
  amountPaise: -123_456_789,
  availableAfterPaise: Number.MAX_SAFE_INTEGER,
  totalAfterPaise: 1_205,
  payout,
  payoutReturn: null,
  feePayoutId: null,
};

test("an entry is one line in the heading's column order, on India's day", () => {
  expect(entryLine(entry)).toBe(
    '7,2026-11-23,02:15:36,PAYOUT_COMPLETED,"\'=cmd|""/c calc""!A1, and more",\'=1+1,' +
      "-123456789,-1234567.89,9007199254740991,90071992547409.91," +
      '"Anand Dyes, & Chemicals",XXXXXXXX0001,HDFC0001234,SIMB555422260173,p1,e1,1205,12.05\r\n',
  );
});

test.each([
  ["2026-03-31T18:29:59.999999+00:00", "2026-03-31,23:59:59"],
  ["2026-03-31T18:30:00+00:00", "2026-04-01,00:00:00"],
])("an entry of %s is on the day %s", (createdAt, written) => {
  expect(entryLine({ ...entry, createdAt })).toMatch(`7,${written},`);
});

test("an entry without a payout has as many fields as the heading", () => {
  const plain = entryLine({ ...entry, description: "Fee", reference: null, payout: null });
  expect(plain.split(",")).toHaveLength(HEADING.split(",").length);
  expect(plain).toContain(",,,,,,e1,");
});

test("an entry of a return is of the payout that came back", () => {
  const back = { ...entry, entryType: "PAYOUT_RETURNED" as const, amountPaise: 123_456_789 };
  expect(entryLine({ ...back, payout: null, payoutReturn: { payout } })).toContain(
    "HDFC0001234,SIMB555422260173,p1,e1,",
  );
});
