import { expect, test } from "vitest";
import { detailErrors, givenDetails, isSameDetails } from "./detailRules";
import { detailsOf, NO_DETAILS } from "./details";

test("only what is given is sent, without blanks around it", () => {
  expect(givenDetails(NO_DETAILS)).toEqual({});
  expect(givenDetails({ reference: " INV-1 ", narration: " ", purpose: "SALARY" })).toEqual({
    reference: "INV-1",
    purpose: "SALARY",
  });
});

test("a reference has up to 40 characters, and a narration 30 letters, digits and blanks", () => {
  const errors = (reference: string, narration: string) =>
    Object.keys(detailErrors({ reference, narration, purpose: "" }));
  expect(errors("₹".repeat(40), "Acme Exports Oct 2026 rent 012")).toEqual([]);
  expect(errors("x".repeat(41), "")).toEqual(["reference"]);
  expect(errors("", "x".repeat(31))).toEqual(["narration"]);
  for (const narration of ["INV-1", "किराया", "a\tb", "Café"])
    expect(errors("", narration)).toEqual(["narration"]);
});

test("a draft of an older page says nothing about itself", () => {
  expect(detailsOf({})).toEqual(NO_DETAILS);
});

test("blanks around a text make no other one", () => {
  expect(isSameDetails({ ...NO_DETAILS, reference: "a " }, { ...NO_DETAILS, reference: "a" })).toBe(
    true,
  );
});
