import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection, sessionGate } from "../api";
import { LedgerExport, type Progress } from "./exportLedger";

const fetchMock = vi.fn<typeof fetch>();
const reported: Progress[] = [];

/** A ledger of five entries, two to a page; the cursor is the page's last sequence number. */
async function page(_: unknown, sent?: RequestInit) {
  sent?.signal?.throwIfAborted();
  const { variables } = JSON.parse(String(sent?.body));
  const last = Number(variables.after ?? 6);
  const sequences = [last - 1, last - 2].filter((it) => it > 0);
  const edges = sequences.map((sequence) => ({ node: entry(sequence) }));
  const end = sequences.at(-1) ?? 0;
  const pageInfo = { hasNextPage: end > 1, endCursor: String(end) };
  const merchant = { name: "Acme" };
  const ledger = { totalCount: 5, edges, pageInfo };
  return new Response(JSON.stringify({ data: { merchant, ledger } }));
}

const entry = (sequence: number) => ({
  ...{ id: `e${sequence}`, sequence, createdAt: "2026-11-22T09:45:36+00:00", description: "Fee" },
  ...{
    entryType: "FEE_DEBIT",
    amountPaise: -1,
    ...{ availableAfterPaise: 100, totalAfterPaise: 100 },
    payout: null,
    reference: null,
  },
});

const error = (code: string, status: number, headers = {}) =>
  new Response(JSON.stringify({ errors: [{ message: "No.", extensions: { code } }] }), {
    ...{ status, headers },
  });

/** The page `after` this cursor is answered so the first time. */
function failOnceAt(after: string, answer: () => Promise<Response>) {
  let isFirst = true;
  fetchMock.mockImplementation(async (address, sent) => {
    if (isFirst && JSON.parse(String(sent?.body)).variables.after === after) {
      isFirst = false;
      return answer();
    }
    return page(address, sent);
  });
}

const stopper = () => new AbortController();
const run = (ledger: LedgerExport, { signal } = stopper()) =>
  ledger.run((it) => reported.push(it), signal);
const ofFees = () => new LedgerExport("m1", ["FEE_DEBIT"]);
const asked = () =>
  fetchMock.mock.calls.map(([, sent]) => JSON.parse(String(sent?.body)).variables.after);
const numbers = async (file: Blob) =>
  (await file.text())
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[0])
    .join("");

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockImplementation(page);
  reported.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetchMock.mockReset();
  connection.markReached();
  sessionGate.open();
});

test("the file holds every page once and in order, and progress is reported", async () => {
  const { file, merchantName, count } = await run(ofFees());
  expect(await numbers(file)).toBe("54321");
  expect(reported.map(({ done, total }) => `${done}/${total}`)).toEqual(["2/5", "4/5", "5/5"]);
  expect([merchantName, count]).toEqual(["Acme", 5]);
  const { variables } = JSON.parse(String(fetchMock.mock.calls[0]?.[1]?.body));
  expect(variables).toMatchObject({ merchantId: "m1", types: ["FEE_DEBIT"], after: null });
});

test("an empty filter exports all types", async () => {
  await run(new LedgerExport("m1", []));
  expect(JSON.parse(String(fetchMock.mock.calls[0]?.[1]?.body)).variables.types).toBeNull();
});

test.each([
  [{ "Retry-After": "7" }, 7],
  [{}, 10],
])("a rate limit with %j is waited out for %d s, and said", async (headers, seconds) => {
  failOnceAt("4", async () => error("RATE_LIMITED", 429, headers));
  const running = run(ofFees());
  await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
  expect(asked()).toEqual([null, "4"]);
  expect(reported.at(-1)).toEqual({
    ...{ done: 2, total: 5, waitsFor: `Rate limit reached. Continuing in ${seconds} s…` },
  });
  await vi.advanceTimersByTimeAsync(1);
  expect(await numbers((await running).file)).toBe("54321");
  expect(asked()).toEqual([null, "4", "4", "2"]);
  expect(reported.at(-1)?.waitsFor).toBeUndefined();
});

test.each([
  ["a cut", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a database that is down", async () => error("UNAVAILABLE", 503)],
  ["half an answer", async () => new Response('{"data":{"ledger"')],
])("after %s the export goes on where it was, once the server is back", async (_, answer) => {
  failOnceAt("4", answer);
  const running = run(ofFees());
  await vi.advanceTimersByTimeAsync(0);
  expect(reported.at(-1)?.waitsFor).toMatch("Can't reach the server.");
  await vi.advanceTimersByTimeAsync(60_000);
  connection.markReached();
  expect(await numbers((await running).file)).toBe("54321");
  expect(asked()).toEqual([null, "4", "4", "2"]);
});

test("an ended session is waited out until somebody has signed in", async () => {
  failOnceAt("4", async () => error("UNAUTHENTICATED", 401));
  const running = run(ofFees());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reported.at(-1)?.waitsFor).toMatch("Signed out.");
  sessionGate.open();
  expect(await numbers((await running).file)).toBe("54321");
});

test("another error ends it with its reason, and the next run goes on where it ended", async () => {
  failOnceAt("4", async () => error("INTERNAL_ERROR", 500));
  const ledger = ofFees();
  await expect(run(ledger)).rejects.toThrow("No.");
  expect(await numbers((await run(ledger)).file)).toBe("54321");
  expect(asked()).toEqual([null, "4", "4", "2"]);
});

test.each(["RATE_LIMITED", "UNAUTHENTICATED", "UNAVAILABLE"])(
  "it can be stopped while it waits after %s",
  async (code) => {
    fetchMock.mockImplementation(async () => error(code, 400));
    const stop = stopper();
    const stopped = expect(run(ofFees(), stop)).rejects.toThrow(/abort/i);
    await vi.advanceTimersByTimeAsync(0);
    stop.abort();
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetchMock).toHaveBeenCalledTimes(1);
  },
);

test("it can be stopped while a page is on its way", async () => {
  const stop = stopper();
  const stopped = expect(run(ofFees(), stop)).rejects.toThrow(/abort/i);
  stop.abort();
  await stopped;
});
