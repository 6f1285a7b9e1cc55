import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetEarly } from "../api/early";
import { rememberMerchant } from "../merchants/chosenMerchant";
import { sendFirstRequests } from "./firstRequests";

const ACME = "01a202b2-57f9-7355-bbe5-613961be8c7d";
const GLOBE = "01a202b2-57c9-77b2-8e6f-db1343ca68c2";
const fetch = vi.fn<typeof globalThis.fetch>();

type Sent = { query: string; variables: { merchantId?: string } };

/** Each request so far as `Operation merchant`. */
function sent(): string[] {
  return fetch.mock.calls.map(([, init]) => {
    const { query, variables } = JSON.parse(String(init?.body)) as Sent;
    const [, name] = /query (\w+)/.exec(query) ?? [];
    return `${name} ${variables.merchantId ?? ""}`.trim();
  });
}

function visit(address: string) {
  window.history.replaceState(null, "", address);
  return sendFirstRequests();
}

function merchant(id: string, name: string, isActive = true) {
  return { node: { id, name, isActive, email: "", balance: { availablePaise: 0 } } };
}

function answerWith(body: unknown) {
  fetch.mockImplementation(async () => new Response(JSON.stringify(body)));
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  vi.stubGlobal("fetch", fetch);
  answerWith({ data: null });
});
afterEach(() => {
  forgetEarly();
  localStorage.clear();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

test.each([`/m/${ACME.toUpperCase()}`, `/?merchant=${ACME.toUpperCase()}`])(
  "the merchant in the address is asked for at once: %s",
  (address) => {
    rememberMerchant(GLOBE);
    expect(visit(address)).toBe(ACME);
    expect(sent()).toEqual([`Start ${ACME}`, `BalanceHistory ${ACME}`, `PayoutsPage ${ACME}`]);
  },
);

test("without one the last visit's merchant is", () => {
  rememberMerchant(GLOBE);
  expect(visit("/")).toBe(GLOBE);
  expect(sent()).toEqual([`Start ${GLOBE}`, `BalanceHistory ${GLOBE}`, `PayoutsPage ${GLOBE}`]);
});

test.each([
  `/m/${ACME}/ledger?dialog=new-payout`,
  `/?merchant=${ACME}&view=ledger&dialog=new-payout`,
])("another view asks for none of the overview's cards: %s", (address) => {
  visit(address);
  expect(sent()).toEqual([`Start ${ACME}`]);
});

test("with none known the merchants come first, then the balance of the one that will be shown", async () => {
  const edges = [
    merchant("z", "Zed"),
    merchant(GLOBE, "Acme, closed", false),
    merchant(ACME, "Bee"),
  ];
  answerWith({ data: { viewer: {}, engine: {}, merchants: { edges } } });
  expect(visit("/")).toBeNull();
  expect(sent()).toEqual(["Arrival"]);
  await settled();
  const cards = [`Balance ${ACME}`, `BalanceHistory ${ACME}`, `PayoutsPage ${ACME}`];
  expect(sent()).toEqual(["Arrival", ...cards]);
});

test("with none known another view asks for no balance", async () => {
  answerWith({ data: { viewer: {}, engine: {}, merchants: { edges: [merchant(ACME, "Acme")] } } });
  visit("/payouts");
  await settled();
  expect(sent()).toEqual(["Arrival"]);
});

test.each<[string, () => Promise<Response>]>([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a gateway's page", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["a truncated response", async () => new Response('{"data":{"merchants"')],
  [
    "a refusal",
    async () => new Response('{"data":null,"errors":[{"message":"No."}]}', { status: 401 }),
  ],
  ["no merchant", async () => new Response('{"data":{"merchants":{"edges":[]}}}')],
  ["null", async () => new Response("null")],
])("after %s nothing else is sent", async (_, respond) => {
  fetch.mockImplementation(respond);
  visit("/");
  await settled();
  expect(sent()).toEqual(["Arrival"]);
});
