import { expect, test } from "vitest";
import {
  afterPayment,
  changed,
  filledRows,
  newBatch,
  newRow,
  rowOf,
  storedBatch,
  withCells,
  withRows,
} from "./batchDraft";

let keys = 0;
const newKey = () => `key ${++keys}`;
const row = (amount: string) => newRow(newKey, { amount, bankAccountId: "a" });
const sent = (...rows: string[]) => ({ name: "November", rows: [], keys: rows, repeatOf: null });

test("a changed draft is another batch, until the payment was asked for", () => {
  const draft = newBatch("November", newKey);
  const renamed = changed(draft, { name: "December" }, newKey);
  expect(renamed.id).not.toBe(draft.id);
  const paying = { ...draft, sent: sent("x") };
  expect(changed(paying, { name: "December" }, newKey)).toBe(paying);
});

test("added rows take the place of blank ones, and a blank one stands at the end", () => {
  const first = row("1");
  const rows = withRows([newRow(newKey), first, newRow(newKey)], [row("2")], newKey);
  expect(rows.map(({ amount }) => amount)).toEqual(["1", "2", ""]);
});

test("a changed cell is no longer the sheet's, and the row not the one to be paid all the same", () => {
  const faults = [
    { field: "amount" as const, text: "D3: no amount" },
    { field: "bankAccountId" as const, text: "B3: nobody" },
  ];
  const before = { ...row("2.000,50"), faults, isPaidAnyway: true };
  const after = withCells(before, { amount: "2000.50" });
  expect(after.faults).toEqual([faults[1]]);
  expect(after.isPaidAnyway).toBe(false);
  expect(withCells(before, { narration: "Thanks" }).isPaidAnyway).toBe(true);
});

test("only what can be read of a row is sent", () => {
  expect(rowOf({ ...row("1,000.50"), reference: " INV-1 " })).toEqual({
    bankAccountId: "a",
    amountPaise: 100_050,
    reference: "INV-1",
  });
  expect(rowOf(newRow(newKey, { amount: "a lot" }))).toEqual({});
});

test("rows that were not in the paid batch stay, for another one", () => {
  const [paid, left] = [row("1"), row("2")];
  const draft = { ...newBatch("November", newKey), rows: [paid, left], sent: sent(paid.key) };
  const after = afterPayment(draft, "Next", newKey);
  expect(filledRows(after)).toEqual([left]);
  expect(after.sent).toBeNull();
  expect(after.id).not.toBe(draft.id);
  expect(filledRows(afterPayment({ ...draft, rows: [paid] }, "Next", newKey))).toEqual([]);
});

test("a stored draft is read again, and anything else is not", () => {
  const draft = { ...newBatch("November", newKey), rows: [row("1")], sent: sent("x") };
  expect(storedBatch(JSON.stringify(draft))).toEqual(draft);
  for (const text of [null, "", "{}", '{"id":"a","name":"b","rows":[null]}', "[1]"])
    expect(storedBatch(text)).toBeNull();
});
