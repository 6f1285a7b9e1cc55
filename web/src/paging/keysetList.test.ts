import { expect, test } from "vitest";
import { leavesGap, type Page, withNewest, withOlder } from "./keysetList";

const row = (second: number, text = "") => ({
  id: `id${second}`,
  createdAt: `2026-11-22T09:45:${second}+00:00`,
  text,
});
const page = (seconds: number[], hasNextPage = true, text = ""): Page<ReturnType<typeof row>> => ({
  revision: text,
  rows: seconds.map((second) => row(second, text)),
  endCursor: `after${seconds.at(-1)}`,
  hasNextPage,
  totalCount: 100,
});
const seconds = (it: { rows: { id: string }[] }) => it.rows.map(({ id }) => Number(id.slice(2)));

test("new rows come on top, and loaded older rows stay", () => {
  const merged = withNewest(page([48, 47, 46, 45]), page([50, 49, 48], true, "new"));
  expect(seconds(merged)).toEqual([50, 49, 48, 47, 46, 45]);
  expect(merged.rows.map(({ text }) => text)).toEqual(["new", "new", "new", "", "", ""]);
  expect(merged.revision).toBe("new");
  expect(merged.endCursor).toBe("after45");
});

test("a row missing from the newest page is removed", () => {
  expect(seconds(withNewest(page([49, 48, 47, 46]), page([49, 47])))).toEqual([49, 47, 46]);
});

test("a newest page without a next one replaces the list", () => {
  expect(withNewest(page([49, 48, 47]), page([49], false))).toEqual(page([49], false));
  expect(withNewest(page([49]), page([], false))).toEqual(page([], false));
});

test("a newest page that reaches below the loaded rows sets the cursor", () => {
  expect(withNewest(page([49], false), page([50, 49, 48])).endCursor).toBe("after48");
});

test("a gap is detected", () => {
  expect(leavesGap(page([60, 59]), page([50, 49]))).toBe(true);
  expect(leavesGap(page([60, 50]), page([50, 49]))).toBe(false);
  expect(leavesGap(page([60, 59], false), page([50]))).toBe(false);
  expect(leavesGap(page([60, 59]), page([]))).toBe(false);
});

test("a list with a gap starts over", () => {
  expect(withNewest(page([50, 49]), page([60, 59]))).toEqual(page([60, 59]));
});

test("rows of the same moment are ordered by id", () => {
  const twin = (id: string) => ({ ...row(40), id });
  const loaded = { ...page([]), rows: [twin("c"), twin("b"), twin("a")] };
  const merged = withNewest(loaded, { ...page([]), rows: [twin("c"), twin("b")] });
  expect(merged.rows.map(({ id }) => id)).toEqual(["c", "b", "a"]);
});

test("overlapping rows of the next page are added once", () => {
  const merged = withOlder(page([50, 49]), page([49, 48], false));
  expect(seconds(merged)).toEqual([50, 49, 48]);
  expect(merged.hasNextPage).toBe(false);
});
