import { expect, test } from "vitest";
import { ALL_COLUMNS, columnsNamed, namingColumns, USUAL, withColumn } from "./columns";

test("an address and its columns are each other's inverse", () => {
  for (const text of ["", "none", "status", "status purpose", ALL_COLUMNS.join(" ")])
    expect(namingColumns(columnsNamed(text))).toBe(text);
});

test("columns that nobody knows are dropped, and the order is the table's", () => {
  expect(columnsNamed("purpose colour status status")).toEqual(["status", "purpose"]);
  expect(columnsNamed("colour")).toEqual(USUAL);
  expect(columnsNamed(undefined)).toEqual(USUAL);
});

test("a column is added and taken away", () => {
  expect(withColumn(USUAL, "purpose", true)).toEqual([
    "status",
    "reference",
    "purpose",
    "utr",
    "created",
  ]);
  expect(withColumn(["utr"], "utr", false)).toEqual([]);
});
