import { expect, test } from "vitest";
import { approvedText, headingOf } from "./approvalText";

test("says how far an approval has come", () => {
  const said = (people: number, have: number) =>
    approvedText({ people, approvedBy: Array.from({ length: have }, () => ({})) });
  expect(said(1, 0)).toBe("One person has to approve it.");
  expect(said(1, 1)).toBe("One person has approved it.");
  expect(said(2, 0)).toBe("2 people have to approve it.");
  expect(said(2, 1)).toBe("1 of 2 people have approved it.");
  expect(headingOf("WAITING")).toBe("Waits for approval");
});
