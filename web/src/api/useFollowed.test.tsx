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

/** The server's state, and the operations it has received since they were last read. */
const server = { revision: "1", asked: [] as string[], refuses: "" };
const refusal = '{"data":null,"errors":[{"message":"No.","extensions":{"code":"INTERNAL_ERROR"}}]}';

function respond(query: string): string {
  const what = /balance|history/.exec(query)?.[0] ?? "revision";
  server.asked.push(what);
  if (server.refuses === what) return refusal;
  return JSON.stringify({ data: { revision: server.revision, paise: 1, points: 2 } });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    return new Response(respond(JSON.parse(body).query));
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

/** Opens a page with both queries and waits until it has loaded. */
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

test("without a change only the revision is polled", async () => {
  await open();
  await pass(4 * POLL);
  expect(asked()).toEqual(["revision", "revision", "revision", "revision"]);
});

test("a change is fetched once", async () => {
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

test("a query that was refetched already is not fetched again", async () => {
  const { client } = await open();
  server.revision = "2";
  await act(() => client.invalidateQueries());
  expect(asked()).toEqual(["balance", "history", "revision"]);
  await pass(2 * POLL);
  expect(asked()).toEqual(["revision", "revision"]);
});

test("an expensive query keeps its own pace and is not forgotten", async () => {
  await open();
  server.revision = "2";
  await pass(POLL);
  expect(asked()).toEqual(["balance", "revision"]);
  await pass(3 * POLL);
  expect(asked()).toEqual(["history", "revision", "revision", "revision"]);
});

test("a refused query is retried rarely, until it succeeds", async () => {
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

test("after a quiet minute the revision is polled less often, until it changes", async () => {
  await open();
  await pass(60_000);
  const often = asked().length;
  await pass(60_000);
  expect([often, asked().length]).toEqual([20, 12]);
  server.revision = "2";
  await pass(5_000);
  expect(asked()).toEqual(["balance", "history", "revision"]);
  await pass(5_000); // the wait that began before the change was known
  asked();
  await pass(30_000);
  expect(asked()).toHaveLength(10);
});

test("a hidden tab sends nothing", async () => {
  await open();
  focusManager.setFocused(false);
  await pass(20 * POLL);
  expect(asked()).toEqual([]);
});
