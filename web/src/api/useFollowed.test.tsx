import { focusManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TypedDocumentString } from "../gql/graphql";
import { connection } from "./connection";
import { useFollowed, useRevision } from "./useFollowed";

const BALANCE = new TypedDocumentString<{ revision: string; paise: number }, object>("{ balance }");
const HISTORY = new TypedDocumentString<{ revision: string; points: number }, object>(
  "{ history }",
);
const POLL = 3_000;

/** What the server knows, and what it was asked since the last look. */
const server = { revision: "1", asked: [] as string[], refuses: "" };
const refusal = '{"data":null,"errors":[{"message":"No.","extensions":{"code":"INTERNAL_ERROR"}}]}';

function answer(query: string): string {
  const what = /balance|history/.exec(query)?.[0] ?? "revision";
  server.asked.push(what);
  if (server.refuses === what) return refusal;
  return JSON.stringify({ data: { revision: server.revision, paise: 1, points: 2 } });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    return new Response(answer(JSON.parse(body).query));
  });
  Object.assign(server, { revision: "1", asked: [], refuses: "" });
});

afterEach(() => {
  cleanup();
  focusManager.setFocused(undefined);
  connection.markReached();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function pass(ms: number) {
  await act(() => vi.advanceTimersByTimeAsync(ms));
}

function asked(): string[] {
  return server.asked.splice(0).sort();
}

/** A page that shows both, once it has loaded. */
async function open() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => {
      useRevision("m");
      useFollowed(HISTORY, {}, { atMostEveryMs: 9_000 });
      return useFollowed(BALANCE, {});
    },
    { wrapper },
  );
  await pass(10);
  expect(asked()).toEqual(["balance", "history", "revision"]);
  return { shown: () => result.current.data, client };
}

test("while nothing changes, nothing but that is asked", async () => {
  await open();
  await pass(4 * POLL);
  expect(asked()).toEqual(["revision", "revision", "revision", "revision"]);
});

test("a change is asked for once", async () => {
  const { shown } = await open();
  await pass(3 * POLL);
  asked();
  server.revision = "2";
  await pass(POLL);
  expect(asked()).toEqual(["balance", "history", "revision"]);
  expect(shown()?.revision).toBe("2");
  await pass(POLL);
  expect(asked()).toEqual(["revision"]);
});

test("what was asked for anew by itself is not asked for again", async () => {
  const { client } = await open();
  server.revision = "2";
  await act(() => client.invalidateQueries());
  expect(asked()).toEqual(["balance", "history", "revision"]);
  await pass(2 * POLL);
  expect(asked()).toEqual(["revision", "revision"]);
});

test("what is dear is asked for at its own pace, and not forgotten", async () => {
  await open();
  server.revision = "2";
  await pass(POLL);
  expect(asked()).toEqual(["balance", "revision"]);
  await pass(3 * POLL);
  expect(asked()).toEqual(["history", "revision", "revision", "revision"]);
});

test("what was refused is asked for seldom, until it is answered", async () => {
  await open();
  Object.assign(server, { revision: "2", refuses: "balance" });
  await pass(POLL);
  expect(asked()).toContain("balance");
  await pass(9 * POLL);
  expect(asked()).not.toContain("balance");
  server.refuses = "";
  await pass(2 * POLL);
  expect(asked()).toContain("balance");
  await pass(2 * POLL);
  expect(asked()).not.toContain("balance");
});

test("after a quiet minute it is asked less often, until something changes", async () => {
  await open();
  await pass(60_000);
  const often = asked().length;
  await pass(60_000);
  expect([often, asked().length]).toEqual([20, 12]);
  server.revision = "2";
  await pass(5_000);
  expect(asked()).toEqual(["balance", "history", "revision"]);
  await pass(5_000); // what was awaited before the change was known
  asked();
  await pass(30_000);
  expect(asked()).toHaveLength(10);
});

test("a hidden tab asks nothing", async () => {
  await open();
  focusManager.setFocused(false);
  await pass(20 * POLL);
  expect(asked()).toEqual([]);
});
