import { expect, test } from "vitest";
import { ruleText } from "./ruleText";

test("a rule is told in a merchant's words", () => {
  const rule = { id: "payout.held", statement: "what is held is what the open payouts hold" };
  expect(ruleText(rule)).toBe("The money on hold is that of your open payouts, to the paisa.");
});

test("one that is newer than the page speaks for itself", () => {
  expect(ruleText({ id: "payout.new", statement: "nothing is lost" })).toBe("Nothing is lost.");
});
