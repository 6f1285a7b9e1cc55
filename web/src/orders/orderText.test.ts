import { expect, test } from "vitest";
import { isEarly, orderLook, stateNamed } from "./orderText";

const NOW = Date.parse("2026-11-29T10:00:00Z");

test("an order that waits for its time does not wait for money yet", () => {
  const early = { state: "WAITING", notBefore: "2026-11-29T10:00:01Z" } as const;
  expect(isEarly(early, NOW)).toBe(true);
  expect(isEarly({ ...early, notBefore: "2026-11-29T10:00:00Z" }, NOW)).toBe(false);
  expect(isEarly({ ...early, notBefore: null }, NOW)).toBe(false);
  expect(isEarly({ ...early, state: "CANCELLED" }, NOW)).toBe(false);
  expect(orderLook("WAITING", true).text).toBe("Scheduled");
  expect(orderLook("WAITING", false).text).toBe("Waiting for money");
});

test("an unknown state in an address is none", () => {
  expect(stateNamed("WAITING")).toBe("WAITING");
  expect(stateNamed("waiting")).toBeNull();
  expect(stateNamed(undefined)).toBeNull();
});
