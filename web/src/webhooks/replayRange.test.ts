import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection, queryClient } from "../api";
import { countReplay, countText } from "./replayRange";

const endpoint = { id: "e", merchantId: "m", eventTypes: ["PAYOUT_CREATED" as const] };
const fetch = vi.fn<typeof globalThis.fetch>();

function answerWith(...bodies: unknown[]) {
  for (const body of bodies)
    fetch.mockImplementationOnce(async () => new Response(JSON.stringify(body)));
}
const page = (positions: string[], next: string, more: boolean) => ({
  data: {
    webhookEndpoint: { position: "9.0" },
    events: { events: positions.map((position) => ({ position })), next, more },
  },
});

beforeEach(() => vi.stubGlobal("fetch", fetch));
afterEach(() => {
  queryClient.clear();
  connection.markReached();
  fetch.mockReset();
  vi.unstubAllGlobals();
});

test("every page is counted up to the endpoint's position", async () => {
  answerWith(page(["2.0", "3.1"], "5.0", true), page(["9.0", "9.1", "10.0"], "10.0", false));
  const all = { after: "1.0", upTo: "9.0", count: 3, isAll: true };
  expect(await countReplay(endpoint, "1.0", "")).toEqual(all);
  answerWith(page(["2.0", "3.1", "10.0"], "10.0", true));
  expect(await countReplay(endpoint, "1.0", "3.0")).toEqual({ ...all, upTo: "3.0", count: 1 });
});

test("after ten pages the count is a bound", async () => {
  answerWith(...Array.from({ length: 10 }, () => page(["2.0"], "3.0", true)));
  expect(await countReplay(endpoint, "1.0", "")).toMatchObject({ count: 10, isAll: false });
  expect(fetch).toHaveBeenCalledTimes(10);
});

test.each([
  ["", "", { after: "Enter a position, or 0.0 for all events." }],
  ["7", "", { after: "Enter a position such as 1044.0." }],
  ["1.0", "x", { upTo: "Enter a position such as 1044.0." }],
  ["10.0", "9.5", { upTo: "Enter a position later than the first." }],
  ["9.2", "9.10", { after: "No event of this endpoint's types is there." }],
])("%j up to %j is told beside its field", async (after, upTo, errors) => {
  answerWith(page([], "9.2", false));
  expect(await countReplay(endpoint, after, upTo)).toEqual(errors);
});

test("a count is a number, or says that it is a bound", () => {
  expect(countText({ count: 1, isAll: true })).toBe("1 event");
  expect(countText({ count: 2000, isAll: false })).toBe("at least 2,000 events");
  expect(countText({ count: 0, isAll: false })).toBe("an unknown number of events");
});
