import { expect, test } from "vitest";
import type { BatchProgressFragment } from "../gql/graphql";
import { figuresOf, hasUnpaid, partsOf, statusLook } from "./progress";

const NONE = { count: 0, sumPaise: 0 };
const progress = (told: Partial<BatchProgressFragment>) =>
  ({
    status: "COMPLETED",
    waiting: NONE,
    refused: NONE,
    pending: NONE,
    processing: NONE,
    completed: { count: 3, sumPaise: 600 },
    failed: NONE,
    returned: NONE,
    ...told,
  }) as BatchProgressFragment;

test("what came back stands apart from what was paid for good", () => {
  const told = progress({ returned: { count: 1, sumPaise: 200 } });
  expect(figuresOf(told).map(({ text, count, sumPaise }) => [text, count, sumPaise])).toEqual([
    ["Paid", 2, 400],
    ["Returned", 1, 200],
  ]);
  expect(partsOf(told).map(({ text, count }) => [text, count])).toEqual([["Paid", 3]]);
  expect(statusLook(told).text).toBe("Some came back");
  const all = progress({ returned: { count: 3, sumPaise: 600 } });
  expect(figuresOf(all).map(({ text }) => text)).toEqual(["Returned"]);
});

test("what was paid for good is not paid again", () => {
  expect(statusLook(progress({})).text).toBe("Paid");
  expect(hasUnpaid(progress({}))).toBe(false);
  expect(hasUnpaid(progress({ returned: { count: 1, sumPaise: 200 } }))).toBe(true);
  const failed = { count: 1, sumPaise: 100 };
  expect(hasUnpaid(progress({ status: "FAILED", failed }))).toBe(true);
  expect(hasUnpaid(progress({ status: "PROCESSING", failed }))).toBe(false);
});
