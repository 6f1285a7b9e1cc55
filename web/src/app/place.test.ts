import { describe, expect, test } from "vitest";
import { placeOf, searchOf, stepFrom } from "./place";

const MERCHANT = "01a202b2-57f9-7355-bbe5-613961be8c7d";
const OTHER = "01a202b2-57c9-77b2-8e6f-db1343ca68c2";
const PAYOUT = "01a202a5-9652-7546-97b1-41cd9ff2cbd1";
const SEARCH = `?merchant=${MERCHANT}&view=payouts&payout=${PAYOUT}&dialog=new-payout&status=FAILED`;

test("a place and its address are the same", () => {
  expect(searchOf(placeOf(SEARCH))).toBe(SEARCH);
  expect(placeOf(SEARCH)).toEqual({
    merchant: MERCHANT,
    view: "payouts",
    payout: PAYOUT,
    dialog: "new-payout",
    filters: { status: "FAILED" },
  });
});

test("what makes no sense in an address is left out, but an id is looked up", () => {
  const place = placeOf(`?merchant=me&view=admin&payout=${PAYOUT.toUpperCase()}&dialog=rm`);
  expect(place).toEqual({
    merchant: "me",
    view: "overview",
    payout: PAYOUT,
    dialog: null,
    filters: {},
  });
});

test("an empty filter leaves the address", () => {
  expect(searchOf({ ...placeOf(""), filters: { status: "" } })).toBe("?view=overview");
});

describe("a step", () => {
  const place = placeOf(SEARCH);

  test("to another merchant takes the view along, and nothing of the last one's", () => {
    expect(stepFrom(place, { merchant: OTHER })).toEqual({
      merchant: OTHER,
      view: "payouts",
      payout: null,
      dialog: null,
      filters: {},
    });
  });

  test("to another view leaves the filters behind", () => {
    expect(stepFrom(place, { view: "ledger" })).toMatchObject({ payout: null, filters: {} });
  });

  test("within a view keeps its filters", () => {
    expect(stepFrom(place, { payout: null })).toMatchObject({ filters: { status: "FAILED" } });
    expect(stepFrom(place, { view: "payouts" })).toEqual(place);
  });
});
