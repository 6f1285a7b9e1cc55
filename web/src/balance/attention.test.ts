import { expect, test } from "vitest";
import { attentionOf } from "./attention";

const NOW = Date.parse("2026-11-28T06:30:00Z");
const failedAt = (text: string) => ({ node: { failedAt: text } });
const waiting = (amountPaise: number) => ({ node: { amountPaise } });
const none = { totalCount: 0, edges: [] };

test("nothing needs anybody", () => {
  const { unconfirmed, failed } = attentionOf({ unconfirmed: none, failed: none }, NOW);
  expect([unconfirmed, failed]).toEqual(["", ""]);
});

test("unconfirmed payouts are counted and added up", () => {
  const unconfirmed = { totalCount: 2, edges: [waiting(100), waiting(23)] };
  expect(attentionOf({ unconfirmed, failed: none }, NOW)).toMatchObject({
    ...{ unconfirmed: "2", unconfirmedPaise: 123, isPart: false },
  });
  const more = { totalCount: 1000, edges: unconfirmed.edges };
  expect(attentionOf({ unconfirmed: more, failed: none }, NOW)).toMatchObject({
    ...{ unconfirmed: "1,000+", isPart: true },
  });
});

test("a failure counts for seven days, and twenty may be more", () => {
  const edges = ["2026-11-28T06:00:00Z", "2026-11-21T06:30:01Z", "2026-11-21T06:30:00Z"];
  const failed = { edges: edges.map(failedAt) };
  expect(attentionOf({ unconfirmed: none, failed }, NOW).failed).toBe("2");
  const many = { edges: Array.from({ length: 20 }, () => failedAt("2026-11-28T06:00:00Z")) };
  expect(attentionOf({ unconfirmed: none, failed: many }, NOW).failed).toBe("20+");
});
