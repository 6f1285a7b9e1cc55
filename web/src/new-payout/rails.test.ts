import { expect, test } from "vitest";
import { aboutRail, type Candidate, inOrder } from "./rails";

const NEFT: Candidate = {
  rail: "NEFT",
  eligible: true,
  reasons: [],
  words: null,
  expectedBy: "2026-11-30T09:00:00+00:00",
  feePaise: 300,
  taxPaise: 54,
};
const IMPS: Candidate = { ...NEFT, rail: "IMPS", expectedBy: "2026-11-30T06:31:00+00:00" };
const DEAR: Candidate = { ...IMPS, rail: "RTGS", feePaise: 2_000, taxPaise: 360 };
const BARRED: Candidate = {
  ...NEFT,
  rail: "RTGS",
  eligible: false,
  reasons: ["BELOW_MINIMUM"],
  words: "RTGS takes ₹2,00,000.00 or more.",
  feePaise: 0,
  taxPaise: 0,
  expectedBy: null,
};
const UPI: Candidate = { ...BARRED, rail: "UPI", reasons: ["NEEDS_VPA"] };

const rails = (...candidates: Candidate[]) => inOrder(candidates).map(({ rail }) => rail);

test("the cheapest comes first, of the same price the quickest, and what cannot carry it last", () => {
  expect(rails(BARRED, DEAR, NEFT)).toEqual(["NEFT", "RTGS", "RTGS"]);
  expect(rails(NEFT, IMPS)).toEqual(["IMPS", "NEFT"]);
  expect(rails({ ...IMPS, feePaise: 301 }, NEFT)).toEqual(["NEFT", "IMPS"]);
  expect(rails(UPI, BARRED)).toEqual(["RTGS"]);
});

test("a rail says what it costs and when it arrives, or why it cannot", () => {
  expect(aboutRail(NEFT).replaceAll("\u00a0", " ")).toBe(
    "₹3.00 and ₹0.54 GST, by Mon, 30 Nov 2026, 14:30 IST",
  );
  expect(aboutRail({ ...NEFT, feePaise: 0, taxPaise: 0, expectedBy: null })).toBe("No fee");
  expect(aboutRail(BARRED)).toBe("RTGS takes ₹2,00,000.00 or more.");
});
