import { expect, test } from "vitest";
import { keyState, makerText, scopesText, shownKey } from "./keys";

const NOW = Date.parse("2026-11-12T10:00:00Z");
const [BEFORE, AFTER] = ["2026-11-12T09:00:00+00:00", "2026-11-12T11:00:00+00:00"];
const NEW = { revokedAt: null, rotatedAt: null, expiresAt: null };

test("a key is live until it expires or is revoked", () => {
  expect(keyState(NEW, NOW)).toBe("live");
  expect(keyState({ ...NEW, expiresAt: AFTER }, NOW)).toBe("live");
  expect(keyState({ ...NEW, expiresAt: BEFORE }, NOW)).toBe("expired");
  expect(keyState({ ...NEW, expiresAt: AFTER, revokedAt: BEFORE }, NOW)).toBe("revoked");
});

test("a replaced key is in its grace until its end", () => {
  const replaced = { ...NEW, rotatedAt: BEFORE };
  expect(keyState({ ...replaced, expiresAt: AFTER }, NOW)).toBe("grace");
  expect(keyState({ ...replaced, expiresAt: BEFORE }, NOW)).toBe("expired");
});

test("a key is told by its beginning, and its scopes by words", () => {
  expect(shownKey({ prefix: "aB3" })).toBe("payout_aB3_…");
  expect(scopesText(["READ", "PAYOUTS"])).toBe("Read, Payouts");
});

test.each([
  ["person asha@example.in", "asha@example.in"],
  ["key CI of Acme", "the key CI of Acme"],
  ["command", "the command line"],
  ["open open access", "open access"],
])("%s is told as %s", (createdBy, text) => {
  expect(makerText({ createdBy })).toBe(text);
});
