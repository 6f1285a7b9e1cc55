import { expect, test } from "vitest";
import { chargesOf, movesMoney, parametersOf } from "./statement";

test("fees and GST are told without what was given back", () => {
  const sum = (entry_type: string, paise: number) => ({ entry_type, entries: 1, paise });
  expect(
    chargesOf([
      sum("payment_received", 1_000_000),
      sum("fee_debit", -1_000),
      sum("fee_tax_debit", -180),
      sum("fee_refund", 500),
      sum("fee_tax_refund", 90),
    ]),
  ).toEqual({ feesPaise: 500, gstPaise: 90 });
  expect(chargesOf([])).toEqual({ feesPaise: 0, gstPaise: 0 });
});

test("a hold moves no money", () => {
  const moved = ["payout_hold", "payout_release", "payout_completed"].map((entry_type) =>
    movesMoney({ entry_type }),
  );
  expect(moved).toEqual([false, false, true]);
});

test("the API is told the day after the last one", () => {
  expect(parametersOf("m", { from: "2026-10-01", to: "2026-10-31" })).toEqual({
    merchant_id: "m",
    from: "2026-10-01",
    to: "2026-11-01",
  });
});
