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

describe("the chosen merchant is", () => {
  test("the one in the address, before the one shown last", () => {
    expect(chosenMerchant(all, "globe", "acme")).toBe(globe);
  });

  test("the one shown last, else the first active one", () => {
    expect(chosenMerchant(all, null, "globe")).toBe(globe);
    expect(chosenMerchant(all, null, "gone")).toBe(acme);
  });

  test("null if the address names an unknown one", () => {
    expect(chosenMerchant(all, "gone", "acme")).toBeNull();
    expect(chosenMerchant([], null, null)).toBeNull();
  });
});

test("a search finds every word in the name or e-mail, ignoring case and accents", () => {
  expect(matching(all, "EXPORTS acme")).toEqual([acme]);
  expect(matching(all, "globe@")).toEqual([globe]);
  expect(matching(all, "  ")).toEqual(all);
  expect(matching(all, "nobody")).toEqual([]);
});
