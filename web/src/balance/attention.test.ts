import { expect, test } from "vitest";
import { attentionOf, failedFrom, failedSince, returnedFrom, returnedSince } from "./attention";

const NOW = Date.parse("2026-11-28T06:30:00Z");
const waiting = (amountPaise: number) => ({ node: { amountPaise } });
const none = { totalCount: 0, edges: [] };
/** Newest first by creation, as the query lists them. */
const failures = (...times: [createdAt: string, failedAt: string][]) => ({
  failed: { edges: times.map(([createdAt, failedAt]) => ({ node: { createdAt, failedAt } })) },
});
const of = (list: ReturnType<typeof failures>) => {
  const day = failedFrom(list, NOW);
  return [day, failedSince(list, day)];
};

test("nothing needs anybody", () => {
  expect(attentionOf({ unconfirmed: none }).unconfirmed).toBe("");
  expect(failedFrom(failures(), NOW)).toBe("");
});

test("unconfirmed payouts are counted and added up", () => {
  const unconfirmed = { totalCount: 2, edges: [waiting(100), waiting(23)] };
  expect(attentionOf({ unconfirmed })).toMatchObject({
    ...{ unconfirmed: "2", unconfirmedPaise: 123, isPart: false },
  });
  const more = { totalCount: 1000, edges: unconfirmed.edges };
  expect(attentionOf({ unconfirmed: more })).toMatchObject({
    ...{ unconfirmed: "1,000+", isPart: true },
  });
});

test("a failure calls for somebody for seven days", () => {
  const at = (time: string): [string, string] => [time, time];
  expect(failedFrom(failures(at("2026-11-21T06:30:00Z")), NOW)).toBe("");
  expect(of(failures(at("2026-11-21T06:30:01Z")))).toEqual(["2026-11-21", "1"]);
});

test("the count is of the list's days, which begin in India", () => {
  const list = failures(
    ["2026-11-28T06:00:00Z", "2026-11-28T06:01:00Z"],
    ["2026-11-21T06:30:01Z", "2026-11-21T06:31:00Z"],
    ["2026-11-20T18:30:00Z", "2026-11-20T18:31:00Z"],
    ["2026-11-20T18:29:59Z", "2026-11-20T18:31:00Z"],
  );
  expect(of(list)).toEqual(["2026-11-21", "3"]);
});

test("one that was made long before it failed leads to a list that has it", () => {
  const list = failures(
    ["2026-11-10T06:00:00Z", "2026-11-10T06:01:00Z"],
    ["2026-10-01T06:00:00Z", "2026-11-27T06:01:00Z"],
    ["2026-09-30T06:00:00Z", "2026-09-30T06:01:00Z"],
  );
  expect(of(list)).toEqual(["2026-10-01", "2"]);
});

test("twenty may be more", () => {
  const time = "2026-11-28T06:00:00Z";
  const many = failures(...Array.from({ length: 20 }, (): [string, string] => [time, time]));
  expect(of(many)).toEqual(["2026-11-28", "20+"]);
});

test("payouts that came back this week are counted among those of their list", () => {
  const back = (createdAt: string, at: string) => ({ node: { createdAt, returned: { at } } });
  const returned = {
    edges: [
      back("2026-11-20T06:00:00Z", "2026-11-28T06:00:00Z"),
      back("2026-11-10T06:00:00Z", "2026-11-27T06:00:00Z"),
      back("2026-11-01T06:00:00Z", "2026-11-05T06:00:00Z"),
    ],
  };
  const now = Date.parse("2026-11-30T06:00:00Z");
  expect(returnedFrom({ returned }, now)).toBe("2026-11-10");
  expect(returnedSince({ returned }, "2026-11-10")).toBe("2");
  expect(returnedFrom({ returned: { edges: [] } }, now)).toBe("");
});
