import { expect, test } from "vitest";
import { isTop, placeNamed } from "./place";

const CURSOR = "WyJwYXlvdXRzIl0_-w==";

test("the address names one place", () => {
  expect(placeNamed({})).toEqual({ after: null, before: null });
  expect(placeNamed({ after: CURSOR })).toEqual({ after: CURSOR, before: null });
  expect(placeNamed({ before: CURSOR })).toEqual({ after: null, before: CURSOR });
  expect(placeNamed({ after: CURSOR, before: CURSOR })).toEqual({ after: CURSOR, before: null });
});

test("what is no cursor names the top", () => {
  for (const text of ["", "a b", "é", "x".repeat(400), "<script>"])
    expect(isTop(placeNamed({ after: text, before: text }))).toBe(true);
  expect(isTop(placeNamed({ before: CURSOR }))).toBe(false);
});
