import { expect, test } from "vitest";
import { entryLine, HEADING } from "./ledgerCsv";

const entry = {
  id: "e1",
  sequence: 7,
  createdAt: "2026-11-22T09:45:36.084711+00:00",
  entryType: "PAYOUT_HOLD" as const,
  description: '=cmd|"/c calc"!A1, and more',
  amountPaise: -123_456_789,
  availableAfterPaise: Number.MAX_SAFE_INTEGER,
  payoutId: "p1",
};

test("an entry is one line in the heading's column order", () => {
  expect(entryLine(entry)).toBe(
    '7,2026-11-22T09:45:36.084711+00:00,PAYOUT_HOLD,"\'=cmd|""/c calc""!A1, and more",' +
      "-123456789,-1234567.89,9007199254740991,90071992547409.91,p1,e1\r\n",
  );
});

test("every line has as many fields as the heading", () => {
  const plain = entryLine({ ...entry, description: "Fee", payoutId: null });
  expect(plain.split(",")).toHaveLength(HEADING.split(",").length);
});
