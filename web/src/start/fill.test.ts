import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection, queryClient, request, sessionGate } from "../api";
import { forgetEarly, sendEarly } from "../api/early";
import { keyOf, pagesKeyOf } from "../api/keys";
import {
  BalanceDocument,
  EngineDocument,
  MerchantsDocument,
  PayoutsPageDocument,
  RevisionDocument,
  ViewerDocument,
  WantedMerchantDocument,
} from "../gql/graphql";
import { ARRIVAL, START } from "./documents";
import { fillFromStart } from "./fill";

const merchantId = "01a202b2-57f9-7355-bbe5-613961be8c7d";
const row = {
  id: merchantId,
  name: "Acme",
  email: "",
  isActive: true,
  balance: { availablePaise: 5 },
};
const frame = {
  viewer: { id: "open", kind: "OPEN", name: "", scopes: ["READ"], merchantId: null },
  engine: { openAccess: true, playground: false, maxAttempts: 3, bankScripts: [] },
};
const merchants = {
  totalCount: 1,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: [{ node: row }],
};
const balance = { availablePaise: 5, heldPaise: 0, totalPaise: 5 };
const none = { totalCount: 0, edges: [] };
const lists = { pending: none, processing: none, unconfirmed: none, failed: none, returned: none };
const start = { revision: "7", balance, ...lists, merchant: row, ...frame };
const fetch = vi.fn<typeof globalThis.fetch>();

function answerWith(body: unknown, status = 200) {
  fetch.mockImplementation(async () => new Response(JSON.stringify(body), { status }));
}

beforeEach(() => vi.stubGlobal("fetch", fetch));
afterEach(() => {
  queryClient.clear();
  forgetEarly();
  connection.markReached();
  sessionGate.open();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

test("each part is where its own query looks for it", async () => {
  answerWith({ data: start });
  void sendEarly(START, { merchantId });
  await fillFromStart(merchantId);
  expect(fetch).toHaveBeenCalledTimes(1);
  const { viewer, engine, revision } = start;
  const expected = new Map<readonly unknown[], unknown>([
    [keyOf(ViewerDocument, {}), { viewer }],
    [keyOf(EngineDocument, {}), { engine }],
    [keyOf(WantedMerchantDocument, { id: merchantId }), { merchant: row }],
    [keyOf(RevisionDocument, { merchantId }), { revision }],
    [keyOf(BalanceDocument, { merchantId }), { revision, balance, ...lists }],
  ]);
  for (const [key, data] of expected) expect(queryClient.getQueryData(key)).toEqual(data);
  expect(queryClient.getQueryCache().getAll()).toHaveLength(expected.size);
});

test("a part is not asked for again when its component is mounted", async () => {
  answerWith({ data: start });
  await fillFromStart(merchantId);
  const queryKey = keyOf(BalanceDocument, { merchantId });
  const again = vi.fn(() => Promise.resolve(null));
  await queryClient.fetchQuery<unknown>({ queryKey, queryFn: again });
  expect(again).not.toHaveBeenCalled();
  await queryClient.invalidateQueries();
  await queryClient.fetchQuery<unknown>({ queryKey, queryFn: again });
  expect(again).toHaveBeenCalledTimes(1);
});

test("without a merchant the frame and the merchants are filled", async () => {
  answerWith({ data: { merchants, ...frame } });
  void sendEarly(ARRIVAL, {});
  await fillFromStart(null);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(queryClient.getQueryData(keyOf(ViewerDocument, {}))).toEqual({ viewer: frame.viewer });
  const list = queryClient.getQueryData(pagesKeyOf(MerchantsDocument, { first: 100 }));
  expect(list).toEqual({ pages: [{ merchants }], pageParams: [null] });
  expect(queryClient.getQueryCache().getAll()).toHaveLength(3);
});

const refusal = (code: string) => ({
  data: null,
  errors: [{ message: "No.", extensions: { code } }],
});

test.each([
  ["UNAUTHENTICATED", 401, true, false],
  ["FORBIDDEN", 403, false, false],
  ["NOT_FOUND", 200, false, false],
  ["RATE_LIMITED", 429, false, false],
  ["UNAVAILABLE", 503, false, true],
])(
  "after %s nothing is filled, and no early answer is left",
  async (code, status, isClosed, isAway) => {
    answerWith(refusal(code), status);
    const page = { merchantId, first: 5 };
    void sendEarly(START, { merchantId });
    void sendEarly(PayoutsPageDocument, page);
    await fillFromStart(merchantId);
    expect(queryClient.getQueryCache().getAll()).toEqual([]);
    expect(sessionGate.isClosed()).toBe(isClosed);
    expect(connection.outage() !== null).toBe(isAway);

    answerWith({ data: { revision: "8" } });
    expect(await request(PayoutsPageDocument, page)).toEqual({ revision: "8" });
  },
);

test("an answer in part fills nothing: each query tells its own error", async () => {
  answerWith({
    data: { ...start, merchant: null },
    errors: [{ message: "No.", path: ["merchant"] }],
  });
  await fillFromStart(merchantId);
  expect(queryClient.getQueryCache().getAll()).toEqual([]);
});

test("an early answer is taken once, and only for the same variables", async () => {
  answerWith({ data: { revision: "early" } });
  void sendEarly(RevisionDocument, { merchantId });
  answerWith({ data: { revision: "later" } });
  expect(await request(RevisionDocument, { merchantId: "another" })).toEqual({ revision: "later" });
  expect(await request(RevisionDocument, { merchantId })).toEqual({ revision: "early" });
  expect(await request(RevisionDocument, { merchantId })).toEqual({ revision: "later" });
});

test("an early request that failed is an outage once somebody wants its answer", async () => {
  fetch.mockRejectedValue(new TypeError("Failed to fetch"));
  void sendEarly(RevisionDocument, { merchantId }).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve));
  expect(connection.outage()).toBeNull();
  await expect(request(RevisionDocument, { merchantId })).rejects.toMatchObject({
    name: "Unreachable",
  });
  expect(connection.outage()).not.toBeNull();
});
