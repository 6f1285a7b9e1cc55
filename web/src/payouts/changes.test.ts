import { expect, test } from "vitest";
import { changedSince, changesText } from "./changes";

const payout = (id: string, status = "COMPLETED", needsReview = false) => ({
  ...{ id, status, needsReview },
  amountPaise: 50_000,
});
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test("new rows on top and new statuses are changes", () => {
  const before = [payout("c", "PENDING"), payout("b"), payout("a", "PROCESSING")];
  const after = [payout("d", "PENDING"), payout("c", "PROCESSING"), payout("b"), payout("a")];
  expect(ids(changedSince(before, after))).toEqual(["d", "c", "a"]);
});

test("rows loaded below are not changes", () => {
  expect(changedSince([payout("b")], [payout("b"), payout("a")])).toEqual([]);
});

test("the first payout of an empty list is a change", () => {
  expect(ids(changedSince([], [payout("a")]))).toEqual(["a"]);
});

test("a payout that becomes unconfirmed is a change", () => {
  const now = payout("a", "PROCESSING", true);
  expect(changedSince([payout("a", "PROCESSING")], [now])).toEqual([now]);
  expect(changedSince([now], [now])).toEqual([]);
  expect(changesText([now])).toBe("Payout of ₹500.00 unconfirmed");
});

test("changes are announced one by one, or as a count when there are many", () => {
  expect(changesText([])).toBe("");
  expect(changesText([payout("a"), payout("b", "FAILED")])).toBe(
    "Payout of ₹500.00 paid. Payout of ₹500.00 failed",
  );
  expect(changesText(["a", "b", "c", "d"].map((id) => payout(id)))).toBe("4 payouts updated");
});
