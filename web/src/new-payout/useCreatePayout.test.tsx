import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { proofGate } from "../api";
import { draftOf } from "./draftStore";
import { useCreatePayout } from "./useCreatePayout";

const CONTENTS = { amountPaise: 50_000, bankAccountId: "a" };
const ACCEPTED = {
  __typename: "CreatePayoutSuccess",
  replayed: false,
  payout: { id: "p", amountPaise: 50_000, bankAccount: {} },
};
const fetch = vi.fn<typeof globalThis.fetch>();
const response = (createPayout: object) =>
  new Response(JSON.stringify({ data: { createPayout } }), { status: 200 });
const sentInputs = () =>
  fetch.mock.calls
    .map(([, init]) => JSON.parse(String(init?.body)).variables.input)
    .filter((input) => input?.idempotencyKey);
const sentKeys = () => sentInputs().map(({ idempotencyKey }) => idempotencyKey);

let merchant = 0;
let merchantId = "";
beforeEach(() => {
  merchantId = `merchant ${++merchant}`;
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetch.mockReset();
});

const open = () => renderHook(() => useCreatePayout(merchantId)).result;

test("a double click sends one request", async () => {
  fetch.mockResolvedValue(response(ACCEPTED));
  const create = open();
  await act(() => Promise.all([create.current.send(CONTENTS), create.current.send(CONTENTS)]));
  expect(sentKeys()).toHaveLength(1);
  expect(create.current.outcome).toMatchObject({ kind: "accepted" });
});

test("a retry after a lost response carries the same key", async () => {
  fetch.mockRejectedValueOnce(new TypeError("network"));
  const create = open();
  await act(() => create.current.send(CONTENTS));
  expect(create.current.outcome).toEqual({ kind: "unknown", message: null });
  fetch.mockResolvedValue(response({ ...ACCEPTED, replayed: true }));
  await act(() => create.current.send(CONTENTS));
  const [first, second] = sentKeys();
  expect(second).toBe(first);
  expect(draftOf(merchantId).sent).toEqual([]);
});

test("every request says that it may be a repetition", async () => {
  fetch.mockRejectedValueOnce(new TypeError("network"));
  const create = open();
  await act(() => create.current.send(CONTENTS));
  fetch.mockResolvedValue(response(ACCEPTED));
  await act(() => create.current.send(CONTENTS));
  expect(sentInputs().map(({ isRetry }) => isRetry)).toEqual([true, true]);
});

test("a retry says what the first request said, whatever was typed since", async () => {
  const said = (reference: string) =>
    ({ ...CONTENTS, reference, narration: "", purpose: "" }) as const;
  fetch.mockRejectedValueOnce(new TypeError("network"));
  const create = open();
  await act(() => create.current.send(said("INV-1")));
  fetch.mockResolvedValue(response({ ...ACCEPTED, replayed: true }));
  await act(() => create.current.send(said("INV-2")));
  expect(sentInputs().map(({ reference, narration }) => [reference, narration])).toEqual([
    ["INV-1", undefined],
    ["INV-1", undefined],
  ]);
});

test("a forgotten key ends the draft, since its payout was made", async () => {
  fetch.mockRejectedValueOnce(new TypeError("network"));
  const create = open();
  await act(() => create.current.send(CONTENTS));
  const forgotten = { __typename: "IdempotencyKeyForgotten", message: "Look.", payouts: [] };
  fetch.mockResolvedValue(response(forgotten));
  await act(() => create.current.send(CONTENTS));
  expect(create.current.outcome).toEqual({ kind: "forgotten", forgotten });
  expect(draftOf(merchantId)).toMatchObject({ amount: "", sent: [] });
  expect(draftOf(merchantId).key).not.toBe(sentKeys()[0]);
});

test("a server error leaves the outcome unknown", async () => {
  fetch.mockResolvedValue(new Response('{"errors":[{"message":"Something broke."}]}'));
  const create = open();
  await act(() => create.current.send(CONTENTS));
  expect(create.current.outcome).toEqual({ kind: "unknown", message: "Something broke." });
  expect(draftOf(merchantId).sent).toHaveLength(1);
});

test("the key is in sessionStorage before the request leaves", async () => {
  let stored = "";
  fetch.mockImplementation(async () => {
    stored = sessionStorage.getItem(`payout-engine:draft:${merchantId}`) ?? "";
    return response(ACCEPTED);
  });
  const create = open();
  await act(() => create.current.send(CONTENTS));
  expect(JSON.parse(stored).sent[0].key).toBe(sentKeys()[0]);
});

test.each(["PROOF_DUE", "SECOND_FACTOR_NEEDED", "FORBIDDEN", "RATE_LIMITED"])(
  "after %s nothing was paid, and nobody is told that it may have been",
  async (code) => {
    const errors = [{ message: "Not now.", extensions: { code } }];
    fetch.mockImplementation(async () => new Response(JSON.stringify({ errors }), { status: 200 }));
    // Whoever is asked for a proof declines.
    const declined = proofGate.subscribe(() => {
      if (proofGate.asked()) queueMicrotask(() => proofGate.answer(false));
    });
    const create = open();
    await act(() => create.current.send(CONTENTS));
    declined();
    expect(create.current.outcome).toMatchObject({
      kind: "refused",
      refusal: { message: "Not now." },
    });
    expect(draftOf(merchantId).sent).toEqual([]);
  },
);
