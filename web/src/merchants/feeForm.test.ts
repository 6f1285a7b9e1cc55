import { expect, test } from "vitest";
import { basisPoints, formOf, readForm } from "./feeForm";

const PLAN = {
  bands: [
    { rail: "IMPS" as const, upToPaise: 100_000, feePaise: 595 },
    { rail: "IMPS" as const, upToPaise: null, feePaise: 1_000 },
    { rail: "NEFT" as const, upToPaise: null, feePaise: 0 },
    { rail: "RTGS" as const, upToPaise: null, feePaise: 2_000 },
  ],
  gstBasisPoints: 1_250,
  followsDefault: false,
  refundOnReturn: false,
};

test("a plan goes through the form and is the same", () => {
  const form = formOf(PLAN);
  expect([form.kind, form.gst, form.isGivenBack]).toEqual(["own", "12.5", false]);
  expect(readForm(form)).toEqual({
    bands: [
      { rail: "IMPS", upToPaise: 100_000, feePaise: 595 },
      { rail: "IMPS", feePaise: 1_000 },
      { rail: "NEFT", feePaise: 0 },
      { rail: "RTGS", feePaise: 2_000 },
    ],
    gstBasisPoints: 1_250,
  });
});

test("without a plan nothing is charged, and a copy of the default one is told as such", () => {
  expect(formOf(null).kind).toBe("nothing");
  expect(formOf({ ...PLAN, bands: [] }).kind).toBe("nothing");
  expect(formOf({ ...PLAN, followsDefault: true }).kind).toBe("default");
});

test("what is missing or wrong is told by its field", () => {
  const { faults } = readForm({
    ...formOf(PLAN),
    fees: { IMPS: "", NEFT: "3", RTGS: "1.234" },
    steps: [{ key: 7, rail: "NEFT", upTo: "0", fee: "-1" }],
    gst: "18 %",
  });
  expect(Object.keys(faults ?? {}).sort()).toEqual(["IMPS", "RTGS", "fee-7", "gst", "upTo-7"]);
});

test("a percentage is read without fractions of numbers", () => {
  expect(["18", "12.5", "0", "0.29", "99.99"].map(basisPoints)).toEqual([1800, 1250, 0, 29, 9999]);
  expect(["", "100", "1.234", "-1", "18%"].map(basisPoints)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
