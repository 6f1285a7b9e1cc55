import { expect, test } from "vitest";
import { eventSearchOf, placeBefore, readOnCall } from "./eventSearch";

const NONE = { type: null, before: null, after: null, event: null };

test("the address names a type, one place and one event", () => {
  expect(eventSearchOf({ type: "PAYOUT_FAILED", before: "1044.0", event: "1044.2" })).toEqual({
    ...NONE,
    type: "PAYOUT_FAILED",
    before: "1044.0",
    event: "1044.2",
  });
  expect(eventSearchOf({ after: "0.0" })).toEqual({ ...NONE, after: "0.0" });
  expect(eventSearchOf({ before: "2.0", after: "1.0" })).toEqual({ ...NONE, before: "2.0" });
});

test("what the server would refuse is dropped", () => {
  for (const text of [
    "",
    "1",
    "01.0",
    "1.00",
    "-1.0",
    " 1.0",
    "1.0\n",
    "1e3.0",
    "９.0",
    `${10n ** 18n}.0`,
    "constructor",
  ])
    expect(eventSearchOf({ type: text, before: text, after: text, event: text })).toEqual(NONE);
});

test("the event at a position is the next one after the place before it", () => {
  expect(placeBefore("1044.2")).toBe("1044.1");
  expect(placeBefore("1044.0")).toBe("1043.999999999");
  expect(placeBefore("0.1")).toBe("0.0");
  expect(placeBefore("0.0")).toBe("0.0");
  expect(placeBefore("900719925474099300.0")).toBe("900719925474099299.999999999");
});

test("the call reads on after the event and waits", () => {
  expect(readOnCall("https://payouts.example", "1044.0")).toBe(
    'curl "https://payouts.example/api/v1/events/?after=1044.0&wait=25" \\\n  -H "Authorization: Bearer $API_KEY"',
  );
});
