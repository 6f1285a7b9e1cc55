import { expect, test } from "vitest";
import { consequence } from "./Decide";

test("the question says what follows, of one payout and of several", () => {
  const of = { batchId: "b" };
  const one = { payoutId: "p", subject: "s" };
  expect(consequence({ of, missing: 1, decision: "approve" })).toMatch(/^They're sent/);
  expect(consequence({ of: one, missing: 1, decision: "approve" })).toMatch(/^It's sent/);
  expect(consequence({ of, missing: 2, decision: "reject" })).toMatch(/^They're never sent/);
  expect(consequence({ of: one, missing: 2, decision: "approve" })).toBe(
    "1 more person has to approve after you.",
  );
  expect(consequence({ of: one, missing: 3, decision: "approve" })).toBe(
    "2 more people have to approve after you.",
  );
});
