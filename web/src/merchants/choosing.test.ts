import { describe, expect, test } from "vitest";
import { chosenMerchant } from "./chosenMerchant";

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
