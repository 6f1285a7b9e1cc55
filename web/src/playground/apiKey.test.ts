import { expect, test } from "vitest";
import { keyIn, shownKey } from "./apiKey";

const KEY = `payout_3xKq9TfLw2Rz_${"a".repeat(43)}`;

test("a key is found in what somebody pastes", () => {
  for (const text of [KEY, ` ${KEY}\n`, `Bearer ${KEY}`, `Authorization: Bearer ${KEY}`]) {
    expect(keyIn(text)).toBe(KEY);
  }
});

test("anything else is no key", () => {
  for (const text of ["", "payout_x", `${KEY}a`, KEY.slice(1), `${KEY} ${KEY}`]) {
    expect(keyIn(text)).toBeNull();
  }
});

test("only its beginning is shown", () => {
  expect(shownKey(KEY)).toBe("payout_3xKq9TfLw2Rz_…");
});
