import { expect, test } from "vitest";
import {
  filterFor,
  filterOfChoice,
  filtersNaming,
  isNarrowed,
  rowsNamed,
  searchNamed,
} from "./payoutSearch";

const ACCOUNT = "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091";
const BATCH = "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8092";
const NAMED = {
  status: "FAILED",
  q: "Anand Dyes",
  from: "2026-10-01",
  to: "2026-10-31",
  min: "48750",
  max: "48750.50",
  account: ACCOUNT,
  batch: BATCH,
  cancelled: "no",
  returned: "yes",
  sort: "largest",
};
const NOTHING = Object.fromEntries(Object.keys(NAMED).map((name) => [name, ""]));

test("an address and its search are each other's inverse", () => {
  expect(filtersNaming(searchNamed(NAMED))).toEqual(NAMED);
  expect(filtersNaming(searchNamed({}))).toEqual(NOTHING);
});

test.each([
  {
    status: "PAID",
    from: "2026-02-30",
    to: "tomorrow",
    min: "-1",
    max: "a lot",
    account: "x",
    cancelled: "true",
    sort: "dearest",
  },
  { from: "2026-11-01", to: "2026-10-01" },
  { min: "2", max: "1" },
  { q: "   " },
])("what is not understood is dropped: %j", (filters) => {
  expect(filtersNaming(searchNamed(filters))).toEqual(NOTHING);
});

test("days become India's instants, the last one included", () => {
  expect(filterFor(searchNamed({ from: "2026-02-28", to: "2026-02-28" }))).toEqual({
    from: "2026-02-28T00:00:00+05:30",
    to: "2026-03-01T00:00:00+05:30",
  });
});

test("amounts become paise", () => {
  expect(filterFor(searchNamed({ min: "1,00,000", max: "200000.5" }))).toEqual({
    minPaise: 10_000_000,
    maxPaise: 20_000_050,
  });
});

test("cancelled payouts are left out, or nothing else is shown", () => {
  expect(filterFor(searchNamed({ cancelled: "no" }))).toEqual({ cancelled: false });
  expect(filterFor(searchNamed({ cancelled: "only" }))).toEqual({ cancelled: true });
});

test("only those that came back are asked for, or all", () => {
  expect(filterFor(searchNamed({ returned: "yes" }))).toEqual({ returned: true });
  expect(filterFor(searchNamed({ returned: "no" }))).toEqual({});
});

test("nothing is asked for that is off", () => {
  expect(filterFor(searchNamed({ status: "FAILED", sort: "oldest" }))).toEqual({});
  expect(filterOfChoice(null)).toEqual({});
  expect(filterOfChoice("FAILED")).toEqual({ statuses: ["FAILED"] });
  expect(filterOfChoice("NEEDS_REVIEW")).toEqual({ needsReview: true });
  expect(filterOfChoice("SCHEDULED")).toEqual({ scheduled: true });
});

test("the tab and the order alone narrow nothing", () => {
  expect(isNarrowed(searchNamed({ status: "FAILED", sort: "oldest" }))).toBe(false);
  for (const name of [
    "q",
    "from",
    "to",
    "min",
    "max",
    "account",
    "batch",
    "cancelled",
    "returned",
  ] as const)
    expect(isNarrowed(searchNamed({ [name]: NAMED[name] }))).toBe(true);
});

test("the address says how many rows are loaded, in whole pages and no more than one request gives", () => {
  expect(
    [undefined, "", "x", "0", "25", "26", "75", "9000", "1e9"].map((it) => rowsNamed(it, 25)),
  ).toEqual([25, 25, 25, 25, 25, 50, 75, 200, 25]);
});
