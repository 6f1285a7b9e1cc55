import { expect, test } from "vitest";
import { detailErrors, givenDetails, isSameDetails, scheduleError } from "./detailRules";
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

test("a time to send at is India's, and part of what is sent", () => {
  const at = (notBefore: string) => givenDetails({ ...NO_DETAILS, notBefore });
  expect(at("2026-12-01T10:00")).toEqual({ notBefore: "2026-12-01T10:00:00+05:30" });
  expect(at("2026-02-30T10:00")).toEqual({});
  expect(isSameDetails({ ...NO_DETAILS, notBefore: "2026-12-01T10:00" }, { ...NO_DETAILS })).toBe(
    false,
  );
});

test("a time to send at is still to come, and within 93 days", () => {
  const now = Date.parse("2026-11-29T04:30:00Z"); // ten o'clock in India
  const fault = (notBefore: string) => scheduleError(notBefore, now).notBefore;
  expect(fault("")).toBeUndefined();
  expect(fault("2026-11-29T10:01")).toBeUndefined();
  expect(fault("2027-03-02T10:00")).toBeUndefined();
  expect(fault("2026-11-29T10:00")).toBe("Choose a time that is still to come.");
  expect(fault("2027-03-02T10:01")).toBe("Choose a time within 93 days.");
  for (const text of ["2026-13-01T10:00", "2026-12-01", "2026-12-01T24:00", "soon"])
    expect(fault(text)).toBe("Enter a date and a time.");
});
