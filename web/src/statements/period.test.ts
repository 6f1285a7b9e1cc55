import { expect, test } from "vitest";
import { faultOf, filtersNaming, monthsOf, periodOf, yearsOffered } from "./period";

/** 1 April 2026, 00:30 in India, which is 31 March in London. */
const NOW = Date.parse("2026-03-31T19:00:00Z");
const NOV = Date.parse("2026-11-30T04:00:00Z");

test("without a word it is this financial year, by India's clock", () => {
  expect(periodOf({}, NOW).span).toEqual({ from: "2026-04-01", to: "2027-03-31" });
  expect(periodOf({ fy: "2025-26" }, NOW).span).toEqual({ from: "2025-04-01", to: "2026-03-31" });
  for (const fy of ["2027-28", "2025-27", "1999-00", "x"])
    expect(periodOf({ fy }, NOV).year).toBe(2026);
});

test("a month is one of the year's that have begun", () => {
  expect(monthsOf(2026, NOV)).toEqual(
    [4, 5, 6, 7, 8, 9, 10, 11].map((it) => `2026-${String(it).padStart(2, "0")}`),
  );
  expect(monthsOf(2025, NOV).at(-1)).toBe("2026-03");
  expect(periodOf({ month: "2026-10" }, NOV).span).toEqual({
    from: "2026-10-01",
    to: "2026-10-31",
  });
  expect(periodOf({ fy: "2023-24", month: "2024-02" }, NOV).span.to).toBe("2024-02-29");
  for (const month of ["2026-12", "2025-10", "10"])
    expect(periodOf({ month }, NOV).month).toBeNull();
});

test("other days are any that a statement may have", () => {
  const days = { from: "2026-11-03", to: "2026-11-20" };
  expect(periodOf({ ...days, fy: "2025-26" }, NOV)).toMatchObject({ span: days, isOther: true });
  expect(periodOf({ from: days.from }, NOV).isOther).toBe(false);
  expect(faultOf("2024-01-01", "2024-12-31", NOV)).toBeUndefined();
  for (const [from, to] of [
    ["2025-01-01", "2026-01-02"],
    ["2026-11-20", "2026-11-03"],
    ["2026-12-01", "2026-12-02"],
    ["1999-12-31", "2000-01-02"],
    ["2026-11-31", "2026-12-02"],
  ] as const)
    expect(faultOf(from, to, NOV)).toBeTruthy();
});

test("the address names what is not usual", () => {
  const named = (filters: Record<string, string>) => filtersNaming(periodOf(filters, NOV), NOV);
  const none = { fy: "", month: "", from: "", to: "" };
  expect(named({ fy: "2026-27", month: "x" })).toEqual(none);
  expect(named({ fy: "2025-26", month: "2025-12" })).toEqual({
    ...none,
    fy: "2025-26",
    month: "2025-12",
  });
  expect(named({ from: "2026-11-03", to: "2026-11-20", fy: "2025-26" })).toEqual({
    ...none,
    from: "2026-11-03",
    to: "2026-11-20",
  });
});

test("the year that is shown is offered", () => {
  expect(yearsOffered(2026, NOV)).toEqual([2026, 2025, 2024, 2023]);
  expect(yearsOffered(2019, NOV)).toEqual([2026, 2025, 2024, 2023, 2019]);
});
