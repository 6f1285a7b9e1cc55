import { describe, expect, test, vi } from "vitest";
import { newIdempotencyKey } from "../api/idempotencyKey";
import { exampleTabs } from "./exampleTabs";
import { linkedTab, openingTabs } from "./openingTabs";
import { pickSampleMerchant } from "./sampleMerchant";

const SAMPLE = { merchantId: "m1", bankAccountId: "a1" };
const findSample = async () => SAMPLE;
const findNone = async () => null;
const failToFind = async () => Promise.reject(new Error("no sample is needed"));

describe("a first visit", () => {
  test("opens with the examples, the first one in the editors", async () => {
    const { defaultTabs, query, variables } = await openingTabs("", false, findSample);
    expect(defaultTabs).toHaveLength(4);
    expect({ query, variables }).toEqual(defaultTabs?.[0]);
  });

  test("fills in the sample's ids", async () => {
    const [, payout, payouts, ledger] = exampleTabs(await findSample());
    expect(JSON.parse(payout?.variables ?? "")).toMatchObject({
      input: { ...SAMPLE, amountPaise: 50_000 },
    });
    for (const tab of [payouts, ledger]) {
      expect(JSON.parse(tab?.variables ?? "")).toMatchObject({ merchantId: "m1" });
    }
  });

  test("explains where to find ids when there is no merchant", async () => {
    const { defaultTabs } = await openingTabs("", false, findNone);
    const asking = defaultTabs?.filter(({ query }) =>
      query.startsWith("# We couldn't find a merchant"),
    );
    expect(asking).toHaveLength(3);
    expect(JSON.parse(asking?.[0]?.variables ?? "")).toMatchObject({
      input: { merchantId: "", bankAccountId: "" },
    });
  });

  test("shows a linked query before the examples", async () => {
    const { defaultTabs, query } = await openingTabs(
      "?query=%7Ba%7D&variables=%7B%7D",
      false,
      findSample,
    );
    expect(query).toBe("{a}");
    expect(defaultTabs?.[0]).toEqual({ query: "{a}", variables: "{}" });
    expect(defaultTabs).toHaveLength(5);
  });
});

describe("a later visit", () => {
  test("keeps GraphiQL's own tabs and sends no request", async () => {
    expect(await openingTabs("", true, failToFind)).toEqual({});
  });

  test("adds a linked query without another query's variables", async () => {
    expect(await openingTabs("?query=%7Ba%7D", true, failToFind)).toEqual({
      query: "{a}",
      variables: "",
    });
  });
});

test("variables without a query are ignored", () => {
  expect(linkedTab("?variables=%7B%7D")).toBeNull();
});

test("the sample is the oldest active merchant and its primary account", () => {
  const account = (id: string, isPrimary = true) => ({ id, isPrimary });
  const merchant = (
    id: string,
    day: number,
    bankAccounts = [account(`${id}-account`)],
    isActive = true,
  ) => ({
    ...{ id, isActive, bankAccounts },
    createdAt: `2026-01-0${day}T00:00:00+00:00`,
  });
  const newestFirst = [
    merchant("new", 4),
    merchant("oldest that fits", 3, [account("spare", false), account("main")]),
    merchant("without account", 2, []),
    merchant("closed", 1, [account("x")], false),
  ];
  expect(pickSampleMerchant(newestFirst)).toEqual({
    merchantId: "oldest that fits",
    bankAccountId: "main",
  });
  expect(pickSampleMerchant([])).toBeNull();
});

test("two visits never share an idempotency key", () => {
  expect(exampleTabs(SAMPLE)[1]?.variables).not.toBe(exampleTabs(SAMPLE)[1]?.variables);
});

test("an idempotency key is a UUID, even over plain http", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(newIdempotencyKey()).toMatch(uuid);
  const { getRandomValues } = crypto;
  vi.stubGlobal("crypto", { getRandomValues: getRandomValues.bind(crypto) });
  const keys = Array.from({ length: 100 }, newIdempotencyKey);
  vi.unstubAllGlobals();
  for (const key of keys) expect(key).toMatch(uuid);
  expect(new Set(keys).size).toBe(100);
});
