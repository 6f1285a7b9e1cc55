import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TypedDocumentString } from "../gql/graphql";
import { connection } from "./connection";
import { PageFault, Refused, Unreachable } from "./errors";
import { request } from "./request";
import { sessionGate } from "./sessionGate";

const QUERY = new TypedDocumentString<{ a: number }, { b: number }>("query($b: Int) { a(b: $b) }");
const fetch = vi.fn<typeof globalThis.fetch>();
const ask = (signal?: AbortSignal) => request(QUERY, { b: 1 }, signal);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetch);
});
afterEach(() => {
  vi.useRealTimers();
  connection.markReached();
  vi.unstubAllGlobals();
  fetch.mockReset();
});

test("a response resolves to its data", async () => {
  fetch.mockResolvedValue(new Response('{"data":{"a":2}}'));
  expect(await ask()).toEqual({ a: 2 });
  const body = JSON.parse(String(fetch.mock.lastCall?.[1]?.body));
  expect(body).toEqual({ query: QUERY.toString(), variables: { b: 1 } });
});

test("a GraphQL error is a refusal with its code", async () => {
  fetch.mockResolvedValue(
    new Response('{"data":null,"errors":[{"message":"No.","extensions":{"code":"NOT_FOUND"}}]}'),
  );
  await expect(ask()).rejects.toMatchObject({ name: "Refused", message: "No.", code: "NOT_FOUND" });
  expect(connection.outage()).toBeNull();
});

test.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a gateway's page", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  [
    "a server whose database is down",
    async () =>
      new Response('{"errors":[{"message":"Later.","extensions":{"code":"UNAVAILABLE"}}]}'),
  ],
  ["a truncated response", async () => new Response('{"data":{"a"')],
])("%s is an outage", async (_, respond) => {
  fetch.mockImplementation(respond);
  await expect(ask()).rejects.toBeInstanceOf(Unreachable);
  expect(connection.outage()).not.toBeNull();
});

test("a 403 page is a refusal, not an outage", async () => {
  fetch.mockResolvedValue(new Response("<h1>Forbidden</h1>", { status: 403 }));
  await expect(ask()).rejects.toBeInstanceOf(Refused);
});

test("a browser without AbortSignal.any and AbortSignal.timeout is no obstacle", async () => {
  vi.stubGlobal("AbortSignal", {});
  fetch.mockResolvedValue(new Response('{"data":{"a":2}}'));
  expect(await ask(new AbortController().signal)).toEqual({ a: 2 });
});

test.each(["Headers", "AbortController", "JSON"])(
  "without %s it is the page's fault, not an outage",
  async (missing) => {
    const complaint = vi.spyOn(console, "error").mockReturnValue();
    fetch.mockResolvedValue(new Response('{"data":{"a":2}}'));
    vi.stubGlobal(missing, undefined);
    const error = await ask().catch((it) => it);
    vi.unstubAllGlobals();
    expect(error).toBeInstanceOf(PageFault);
    expect(connection.outage()).toBeNull();
    expect(complaint).toHaveBeenCalledTimes(1);
    complaint.mockRestore();
  },
);

test("a request that gets no response in time is an outage", async () => {
  fetch.mockImplementation(
    (_, sent) =>
      new Promise((_, reject) => {
        sent?.signal?.addEventListener("abort", () => reject(sent.signal?.reason));
      }),
  );
  const asked = expect(ask()).rejects.toBeInstanceOf(Unreachable);
  await vi.advanceTimersByTimeAsync(15_000);
  await asked;
  expect(connection.outage()).not.toBeNull();
});

test("an aborted query is not an outage", async () => {
  const reader = new AbortController();
  fetch.mockImplementation(async () => {
    reader.abort();
    throw reader.signal.reason;
  });
  await expect(ask(reader.signal)).rejects.toThrow();
  expect(connection.outage()).toBeNull();
});

test("an unauthenticated request closes the session gate until one succeeds", async () => {
  const code = "UNAUTHENTICATED";
  const refusal = { errors: [{ message: "An API key is required.", extensions: { code } }] };
  fetch.mockResolvedValueOnce(new Response(JSON.stringify(refusal), { status: 401 }));
  await expect(ask()).rejects.toMatchObject({ code, message: expect.stringMatching("signed out") });
  expect(sessionGate.isClosed()).toBe(true);
  expect(connection.outage()).toBeNull();
  fetch.mockResolvedValueOnce(new Response('{"data":{"a":2}}'));
  await ask();
  expect(sessionGate.isClosed()).toBe(false);
});
