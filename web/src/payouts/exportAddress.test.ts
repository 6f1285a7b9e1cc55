import { expect, test } from "vitest";
import { exportParameters } from "./exportAddress";

test("the file is asked for with the list's filter and order", () => {
  const filter = {
    text: "anand dyes",
    statuses: ["FAILED" as const],
    from: "2026-10-01T00:00:00+05:30",
    to: "2026-11-01T00:00:00+05:30",
    minPaise: 100,
    maxPaise: 0,
    bankAccountId: "b",
  };
  expect(exportParameters("m", filter, "LARGEST_FIRST", "xlsx")).toEqual({
    merchant_id: "m",
    format: "xlsx",
    sort: "largest",
    text: "anand dyes",
    status: "failed",
    from: "2026-10-01T00:00:00+05:30",
    to: "2026-11-01T00:00:00+05:30",
    min_paise: "100",
    max_paise: "0",
    bank_account_id: "b",
  });
});

test("what is off is not sent", () => {
  expect(
    exportParameters("m", { needsReview: true, cancelled: false }, "NEWEST_FIRST", "csv"),
  ).toEqual({
    merchant_id: "m",
    format: "csv",
    sort: "newest",
    needs_review: "true",
    cancelled: "false",
  });
});
