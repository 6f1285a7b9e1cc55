import { beforeEach, expect, test } from "vitest";
import { currentLocation, go } from "../navigation/navigation";
import { neighboursIn, showPayouts, walk } from "./shownPayouts";

const OLDER = { after: "older", before: "", rows: "" };
const NEWER = { after: "", before: "newer", rows: "" };

beforeEach(() => {
  showPayouts(null);
  go({ view: "payouts", payout: null, filters: { status: "FAILED" } });
});

test("a payout's neighbours are in its page, and beyond its ends in the pages beside it", () => {
  const list = { ids: ["a", "b", "c"], newer: NEWER, older: OLDER };
  expect(neighboursIn(list, "b")).toEqual({ previous: { payout: "a" }, next: { payout: "c" } });
  expect(neighboursIn(list, "a")?.previous).toEqual({ page: NEWER, at: -1 });
  expect(neighboursIn(list, "c")?.next).toEqual({ page: OLDER, at: 0 });
  expect(neighboursIn({ ids: ["a"], newer: null, older: null }, "a")).toEqual({
    previous: null,
    next: null,
  });
  expect(neighboursIn(list, "x")).toBeNull();
});

test("a walk goes on at the next page's first payout, and back at the last one of the page before", () => {
  showPayouts({ ids: ["a", "b"], newer: null, older: OLDER });
  expect(walk(1)).toBe(true);
  expect(currentLocation().payout).toBe("a");
  walk(1);
  walk(1);
  expect(currentLocation()).toMatchObject({
    payout: "b",
    filters: { status: "FAILED", after: "older" },
  });
  showPayouts({ ids: ["c", "d"], newer: NEWER, older: null });
  expect(currentLocation().payout).toBe("c");
  walk(-1);
  showPayouts({ ids: ["a", "b"], newer: null, older: OLDER });
  expect(currentLocation().payout).toBe("b");
});

test("a page that is awaited no more opens nothing", () => {
  showPayouts({ ids: ["a"], newer: null, older: OLDER });
  walk(1);
  walk(1);
  go({ filters: { after: "elsewhere" } });
  showPayouts({ ids: ["c"], newer: null, older: null });
  expect(currentLocation().payout).toBe("a");
});

test("nothing is before the first payout and after the last one", () => {
  showPayouts({ ids: ["a"], newer: null, older: null });
  expect(walk(-1)).toBe(true); // opens the first one
  expect(walk(-1)).toBe(false);
  expect(walk(1)).toBe(false);
  expect(currentLocation().payout).toBe("a");
});
