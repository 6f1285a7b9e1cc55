import { describe, expect, test } from "vitest";
import { chosenMerchant } from "./chosenMerchant";
import { matching } from "./matching";

const merchant = (id: string, isActive = true, name = id) => ({
  ...{ id, isActive, name },
  email: `${id}@example.in`,
});
const closed = merchant("closed", false);
const acme = merchant("acme", true, "Acmé Exports Pvt Ltd");
const globe = merchant("globe");
const all = [closed, acme, globe];

describe("the merchant is", () => {
  test("the address's, before the one that was looked at last", () => {
    expect(chosenMerchant(all, "globe", "acme")).toBe(globe);
  });

  test("the one that was looked at last, else the first active one", () => {
    expect(chosenMerchant(all, null, "globe")).toBe(globe);
    expect(chosenMerchant(all, null, "gone")).toBe(acme);
  });

  test("none, rather than another than the address says", () => {
    expect(chosenMerchant(all, "gone", "acme")).toBeNull();
    expect(chosenMerchant([], null, null)).toBeNull();
  });
});

test("a search finds each word in the name or the e-mail, without case and accents", () => {
  expect(matching(all, "EXPORTS acme")).toEqual([acme]);
  expect(matching(all, "globe@")).toEqual([globe]);
  expect(matching(all, "  ")).toEqual(all);
  expect(matching(all, "nobody")).toEqual([]);
});
