import { beforeEach, expect, test } from "vitest";
import { isShown, savedViews, storeViews, withoutView, withView } from "./savedViews";

const VENDORS = { name: "Vendors", filters: { q: "anand", status: "COMPLETED" } };
const LARGE = { name: "Large", filters: { min: "100000" } };

beforeEach(() => localStorage.clear());

test("views are kept for each user apart", () => {
  storeViews("asha", [VENDORS]);
  expect(savedViews("asha")).toEqual([VENDORS]);
  expect(savedViews("ravi")).toEqual([]);
});

test("a view replaces one of its name", () => {
  const other = { ...VENDORS, filters: {} };
  expect(withView([VENDORS, LARGE], other)).toEqual([other, LARGE]);
  expect(withoutView([VENDORS, LARGE], "Vendors")).toEqual([LARGE]);
});

test("whatever else is stored is left out", () => {
  for (const stored of ["{", "null", '{"a":1}', '[1,{"name":"x"},{"name":"","filters":{}}]']) {
    localStorage.setItem("payouts:views:asha", stored);
    expect(savedViews("asha")).toEqual([]);
  }
});

test("a view is shown while the address has its filters and no others", () => {
  expect(isShown(VENDORS, { status: "COMPLETED", q: "anand", from: "" })).toBe(true);
  expect(isShown(VENDORS, { status: "COMPLETED", q: "anand", from: "2026-04-01" })).toBe(false);
});
