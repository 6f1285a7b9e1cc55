import { expect, test } from "vitest";
import { daysOf, monthsOf, rangeOf } from "./ranges";

test.each([
  ["2026-11-28T18:29:59Z", "2026-10-30", "2026-08-31", "2026-04-01", "2026-11-28"],
  ["2026-11-28T18:30:00Z", "2026-10-31", "2026-09-01", "2026-04-01", "2026-11-29"],
  ["2027-03-31T18:29:59Z", "2027-03-02", "2027-01-01", "2026-04-01", "2027-03-31"],
  ["2027-03-31T18:30:00Z", "2027-03-03", "2027-01-02", "2027-04-01", "2027-04-01"],
])("at %s the ranges begin on %s, %s and %s and end on %s", (now, thirty, ninety, year, to) => {
  expect(daysOf("30d", now)).toEqual({ from: thirty, to });
  expect(daysOf("90d", now)).toEqual({ from: ninety, to });
  expect(daysOf("fy", now)).toEqual({ from: year, to });
});

test.each([
  ["2026-11-28T12:00:00Z", "2026-10-01"],
  ["2027-01-01T00:00:00Z", "2026-12-01"],
  ["2028-03-31T00:00:00Z", "2028-02-01"],
])("at %s last month began on %s", (now, from) => {
  expect(monthsOf(now).from).toBe(from);
});

test("an unknown range is the first one", () => {
  expect([undefined, "", "1y", "90d", "fy"].map(rangeOf)).toEqual([
    "30d",
    "30d",
    "30d",
    "90d",
    "fy",
  ]);
});
