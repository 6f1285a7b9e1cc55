import { describe, expect, test } from "vitest";
import { locationOf, searchOf, stepFrom } from "./location";

const MERCHANT = "01a202b2-57f9-7355-bbe5-613961be8c7d";
const OTHER = "01a202b2-57c9-77b2-8e6f-db1343ca68c2";
const PAYOUT = "01a202a5-9652-7546-97b1-41cd9ff2cbd1";
const SEARCH = `?merchant=${MERCHANT}&view=payouts&payout=${PAYOUT}&dialog=new-payout&status=FAILED`;

test("a location and its address convert into each other", () => {
  expect(searchOf(locationOf(SEARCH))).toBe(SEARCH);
  expect(locationOf(SEARCH)).toEqual({
    merchant: MERCHANT,
    view: "payouts",
    payout: PAYOUT,
    dialog: "new-payout",
    filters: { status: "FAILED" },
  });
});

test("unknown values are dropped from an address, but ids stay", () => {
  const location = locationOf(`?merchant=me&view=admin&payout=${PAYOUT.toUpperCase()}&dialog=rm`);
  expect(location).toEqual({
    merchant: "me",
    view: "overview",
    payout: PAYOUT,
    dialog: null,
    filters: {},
  });
});

test("an empty filter is dropped from the address", () => {
  expect(searchOf({ ...locationOf(""), filters: { status: "" } })).toBe("?view=overview");
});

describe("a step", () => {
  const location = locationOf(SEARCH);

  test("to another merchant keeps only the view", () => {
    expect(stepFrom(location, { merchant: OTHER })).toEqual({
      merchant: OTHER,
      view: "payouts",
      payout: null,
      dialog: null,
      filters: {},
    });
  });

  test("to another view drops the filters", () => {
    expect(stepFrom(location, { view: "ledger" })).toMatchObject({ payout: null, filters: {} });
  });

  test("within a view keeps the filters", () => {
    expect(stepFrom(location, { payout: null })).toMatchObject({ filters: { status: "FAILED" } });
    expect(stepFrom(location, { view: "payouts" })).toEqual(location);
  });
});
