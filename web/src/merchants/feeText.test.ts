import { expect, test } from "vitest";
import { feeText } from "./feeText";

const plan = {
  bands: [
    { rail: "IMPS", upToPaise: 100_000, feePaise: 595 },
    { rail: "IMPS", upToPaise: null, feePaise: 1_000 },
    { rail: "NEFT", upToPaise: null, feePaise: 0 },
  ],
  gstBasisPoints: 1_800,
  followsDefault: false,
  refundOnReturn: true,
};

test("a plan is said with its limits, and a rail that is free as such", () => {
  expect(feeText(plan)).toBe(
    "IMPS up to ₹1,000.00 ₹5.95, IMPS ₹10.00, NEFT free; and 18 % GST on the fee.",
  );
});

test("a default plan and one that keeps the fee say so", () => {
  expect(feeText({ ...plan, followsDefault: true, refundOnReturn: false })).toMatch(
    / It is kept if the money comes back\. This is the default plan\.$/,
  );
});

test.each([null, undefined, { ...plan, bands: [] }])("without fees nothing is charged", (it) => {
  expect(feeText(it)).toBe("Nothing is charged for payouts.");
});
