import { expect, test } from "vitest";
import { newRow } from "./batchDraft";
import { countsOf, stateOf } from "./rowState";
import { rowsOf } from "./sheet";

let keys = 0;
const newKey = () => `key ${++keys}`;
const row = (amount: string) => newRow(newKey, { amount, bankAccountId: "a" });
const said = (verdict: "READY" | "MAYBE_PAID" | "TO_FIX") => ({
  number: 1,
  verdict,
  faults: [],
  alike: [],
});

test("only rows that are ready, or paid all the same, are counted as paid", () => {
  const maybe = { ...row("30"), isPaidAnyway: true };
  const counts = countsOf([
    stateOf(row("10"), said("READY")),
    stateOf(row("20"), said("MAYBE_PAID")),
    stateOf(maybe, said("MAYBE_PAID")),
    stateOf(row("x"), said("TO_FIX")),
    stateOf(row("50"), undefined),
  ]);
  expect(counts).toMatchObject({ paise: 4_000, fix: 1, maybe: 1, checking: 1 });
  expect(counts.paid).toHaveLength(2);
});

test("the server's fault stands at its cell", () => {
  const faults = [{ field: "bankAccountId", message: "This bank account is retired." }];
  const state = stateOf(row("10"), { ...said("TO_FIX"), faults });
  expect(state.kind).toBe("fix");
  expect(state.faults).toEqual({ bankAccountId: "This bank account is retired." });
});

test("what a sheet could not say stands in its cell, with the reason and the cell's name", () => {
  const fault = { cell: "D3", message: "This is no amount.", field: "amount_paise" };
  const nobody = { cell: "B3", message: "Nobody has it.", field: "account_number", value: "123" };
  const [read] = rowsOf(
    {
      left_out: [],
      rows: [
        {
          line: 3,
          bank_account_id: null,
          amount_paise: null,
          reference: "INV-1",
          narration: null,
          purpose: "vendor_bill",
          faults: [{ ...fault, value: "2.000,50" }, nobody],
        },
      ],
    },
    newKey,
  );
  expect(read).toMatchObject({ amount: "2.000,50", reference: "INV-1", purpose: "VENDOR_BILL" });
  expect(read && stateOf(read, undefined).faults).toEqual({
    amount: "D3: This is no amount.",
    bankAccountId: "B3 “123”: Nobody has it.",
  });
});
