import { describe, expect, test } from "vitest";
import { DIALOGS, type Location, locationOf, stepFrom, urlOf, VIEWS } from "./location";

const MERCHANT = "01a202b2-57f9-7355-bbe5-613961be8c7d";
const OTHER = "01a202b2-57c9-77b2-8e6f-db1343ca68c2";
const PAYOUT = "01a202a5-9652-7546-97b1-41cd9ff2cbd1";
const NOWHERE: Location = {
  merchant: null,
  view: "overview",
  payout: null,
  utr: null,
  item: null,
  dialog: null,
  filters: {},
};

const read = (address: string) => locationOf(new URL(address, "http://engine.example"));

test.each<[string, Partial<Location>]>([
  ["/", {}],
  ["/ledger", { view: "ledger" }],
  ["/payouts", { view: "payouts" }],
  ["/operations/audit?kind=payout.", { view: "operations/audit", filters: { kind: "payout." } }],
  [`/payouts/${PAYOUT}`, { view: "payouts", payout: PAYOUT }],
  ["/utr/SIMB12ab", { view: "payouts", utr: "SIMB12ab" }],
  ["/utr/a%2Fb%20%25c", { view: "payouts", utr: "a/b %c" }],
  [`/m/${MERCHANT}`, { merchant: MERCHANT }],
  [`/m/${MERCHANT}/merchant`, { merchant: MERCHANT, view: "merchant" }],
  ["/beneficiaries", { view: "beneficiaries" }],
  ["/beneficiaries/import", { view: "beneficiaries", item: "import" }],
  [
    `/m/${MERCHANT}/beneficiaries/${OTHER}`,
    { merchant: MERCHANT, view: "beneficiaries", item: OTHER },
  ],
  [`/m/${MERCHANT}/payouts/${PAYOUT}`, { merchant: MERCHANT, view: "payouts", payout: PAYOUT }],
  [`/m/${MERCHANT}/utr/SIMB1`, { merchant: MERCHANT, view: "payouts", utr: "SIMB1" }],
  [`/?payout=${PAYOUT}`, { payout: PAYOUT }],
  [
    `/ledger?payout=${PAYOUT}&types=FEE`,
    { view: "ledger", payout: PAYOUT, filters: { types: "FEE" } },
  ],
  [
    `/m/${MERCHANT}/payouts/new?amount=48750&beneficiary=${PAYOUT}`,
    {
      merchant: MERCHANT,
      view: "payouts/new",
      filters: { amount: "48750", beneficiary: PAYOUT },
    },
  ],
  [
    `/m/${MERCHANT}/payouts/batches/${PAYOUT}?state=FAILED`,
    {
      merchant: MERCHANT,
      view: "payouts/batches",
      item: PAYOUT,
      filters: { state: "FAILED" },
    },
  ],
  [`/payouts/several?group=Looms`, { view: "payouts/several", filters: { group: "Looms" } }],
  [
    `/m/${MERCHANT}/payouts/${PAYOUT}?dialog=add-account&account=1&status=FAILED`,
    {
      merchant: MERCHANT,
      view: "payouts",
      payout: PAYOUT,
      dialog: "add-account",
      filters: { status: "FAILED", account: "1" },
    },
  ],
])("%s and its location convert into each other", (address, part) => {
  expect(read(address)).toEqual({ ...NOWHERE, ...part });
  expect(urlOf({ ...NOWHERE, ...part })).toBe(address);
});

test.each([
  [`/?merchant=${MERCHANT}`, `/m/${MERCHANT}`],
  ["/?view=overview", "/"],
  ["/?view=ledger", "/ledger"],
  [`/?merchant=${MERCHANT}&view=ledger&payout=${PAYOUT}`, `/m/${MERCHANT}/ledger?payout=${PAYOUT}`],
  [
    `/?merchant=${MERCHANT}&view=payouts&payout=${PAYOUT}&dialog=new-payout&status=FAILED`,
    `/m/${MERCHANT}/payouts/new`,
  ],
  ["/ledger?dialog=new-payout&types=FEE", "/payouts/new"],
  ["/payouts/new/?ref=INV-201", "/payouts/new?ref=INV-201"],
  ["/payouts/", "/payouts"],
  ["/accounts?accounts=retired", "/beneficiaries?accounts=retired"],
  [`/m/${MERCHANT}/accounts/`, `/m/${MERCHANT}/beneficiaries`],
  ["/?view=accounts&dialog=add-account", "/beneficiaries?dialog=add-account"],
  [`/accounts?dialog=manage-account&account=${PAYOUT}`, `/beneficiaries/${PAYOUT}`],
  [`/ledger?dialog=manage-account&account=${PAYOUT}`, `/beneficiaries/${PAYOUT}`],
  ["/operations/none", "/operations"],
  [`/m/${MERCHANT}/`, `/m/${MERCHANT}`],
  ["/overview", "/"],
  ["/utr/a/b", "/utr/a%2Fb"],
  ["/payouts/a/b", "/payouts/a%2Fb"],
  [`/PAYOUTS?merchant=${MERCHANT}`, `/m/${MERCHANT}`],
  [`/payouts/${PAYOUT.toUpperCase()}/`, `/payouts/${PAYOUT}`],
  ["/m", "/"],
  ["/utr/", "/"],
  ["/payouts/%ff", "/payouts/%25ff"],
  ["/ledger?z=1&a=2&dialog=rm", "/ledger?a=2&z=1"],
])("%s is read as %s", (given, address) => {
  expect(urlOf(read(given))).toBe(address);
  expect(read(address)).toEqual(read(given));
});

test("unknown values are dropped from an address, but ids stay", () => {
  expect(read(`/?merchant=me&view=admin&payout=${PAYOUT.toUpperCase()}&dialog=rm`)).toEqual({
    ...NOWHERE,
    merchant: "me",
    payout: PAYOUT,
  });
});

test("an empty filter is dropped from the address", () => {
  expect(urlOf({ ...NOWHERE, filters: { status: "" } })).toBe("/");
});

test("no id leads out of its own address", () => {
  for (const merchant of [".", ".."])
    expect(read(urlOf({ ...NOWHERE, merchant, view: "ledger" })).merchant).toBe("-");
});

test("every location is read from its address as it was", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const oneOf = <Value>(values: readonly Value[]) => values[random(values.length)] as Value;
  const text = () =>
    Array.from({ length: 1 + random(6) }, () => oneOf([..."am?&=#/%+ .é\\;:@\"'<₹😀\n"])).join("");
  const id = () => oneOf([null, PAYOUT, `x${text()}`]);
  for (let round = 0; round < 500; round++) {
    const utr = random(4) === 0 ? `u${text()}` : null;
    const view = utr ? "payouts" : oneOf(VIEWS);
    const location: Location = {
      merchant: id(),
      view,
      item: view === "beneficiaries" ? id() : null,
      payout: utr ? null : id(),
      utr,
      dialog: oneOf([null, ...DIALOGS]),
      filters: random(2) ? { [`f${text()}`]: text(), status: text() } : {},
    };
    const url = urlOf(location);
    expect(read(url)).toEqual(location);
    expect(new URL(url, "http://engine.example").host).toBe("engine.example");
    expect(urlOf(read(url))).toBe(url);
  }
});

describe("a step", () => {
  const location = read(`/m/${MERCHANT}/payouts/${PAYOUT}?dialog=add-account&status=FAILED`);

  test("to another merchant keeps only the view", () => {
    expect(stepFrom(location, { merchant: OTHER })).toEqual({
      ...NOWHERE,
      merchant: OTHER,
      view: "payouts",
    });
  });

  test("to another view drops the filters", () => {
    expect(stepFrom(location, { view: "ledger" })).toMatchObject({ payout: null, filters: {} });
  });

  test("within a view keeps the filters", () => {
    expect(stepFrom(location, { payout: null })).toMatchObject({ filters: { status: "FAILED" } });
    expect(stepFrom(location, { view: "payouts" })).toEqual(location);
  });

  test("leads away from a UTR that was looked for", () => {
    expect(urlOf(stepFrom(read("/utr/SIMB1"), { payout: null }))).toBe("/payouts");
  });
});
