import { beforeEach, expect, test } from "vitest";
import { awaitExport, awaitedExports, forgetExport, isHere, whileHere } from "./awaited";

const [ACME, GLOBE] = ["acme", "globe"];
const [FIRST, SECOND] = [crypto.randomUUID(), crypto.randomUUID()];

beforeEach(() => localStorage.clear());

test("exports are awaited by merchant, the newest first, until they are forgotten", () => {
  awaitExport(ACME, FIRST);
  awaitExport(ACME, SECOND);
  awaitExport(ACME, SECOND);
  expect(awaitedExports(ACME)).toEqual([SECOND, FIRST]);
  expect(awaitedExports(GLOBE)).toEqual([]);
  forgetExport(ACME, SECOND);
  expect(awaitedExports(ACME)).toEqual([FIRST]);
  forgetExport(ACME, FIRST);
  expect(localStorage).toHaveLength(0);
});

test("the same list is the same value, as React asks for", () => {
  awaitExport(ACME, FIRST);
  expect(awaitedExports(ACME)).toBe(awaitedExports(ACME));
});

test.each(["{", "5", '{"a":1}', '[1, null, "x"]'])(
  "what is stored and is no list of ids: %s",
  (text) => {
    localStorage.setItem("payout-engine:exports:acme", text);
    expect(awaitedExports(ACME)).toEqual([]);
  },
);

test("an export is here while the page waits for it, and no longer if that fails", async () => {
  const waited = whileHere(FIRST, async () => {
    expect(isHere(FIRST)).toBe(true);
    throw new Error("down");
  });
  await expect(waited).rejects.toThrow("down");
  expect(isHere(FIRST)).toBe(false);
});
