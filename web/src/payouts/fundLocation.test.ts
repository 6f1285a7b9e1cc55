import { expect, test } from "vitest";
import type { MoneyIs } from "../gql/graphql";
import { fundLocationShort } from "./fundLocation";
import { CHOICES, choiceOf, choiceText } from "./payoutList";

const EVERYWHERE: MoneyIs[] = ["WITH_US", "AT_BANK", "WITH_BENEFICIARY", "UNKNOWN"];

test("each fund location has its own text, and only one is called paid", () => {
  expect(new Set(EVERYWHERE.map(fundLocationShort)).size).toBe(EVERYWHERE.length);
  expect(EVERYWHERE.filter((it) => fundLocationShort(it) === "Paid")).toEqual(["WITH_BENEFICIARY"]);
});

test("an address names a status or unconfirmed payouts, and unknown names are ignored", () => {
  expect(CHOICES.map(choiceOf)).toEqual(CHOICES);
  expect([choiceOf("BOGUS"), choiceOf(""), choiceOf(undefined)]).toEqual([null, null, null]);
  expect(choiceText("NEEDS_REVIEW")).toBe("Unconfirmed");
  expect(choiceText("SCHEDULED")).toBe("Scheduled");
});
