import { expect, test } from "vitest";
import { bandText, hoursText, waitChoices } from "./policy";

test("a band and a time in words", () => {
  expect(bandText({ fromPaise: 1_000_000, people: 1 })).toBe(
    "From ₹10,000.00 on 1 person approves",
  );
  expect(bandText({ fromPaise: 1, people: 2 })).toBe("From ₹0.01 on 2 people approve");
  expect([24, 168, 36, 1].map(hoursText)).toEqual(["1 day", "7 days", "36 hours", "1 hour"]);
});

test("the wait that is in force stays, whatever it is", () => {
  expect(waitChoices(72)).toEqual([24, 72, 168, 336, 720, 2232]);
  expect(waitChoices(36)).toEqual([24, 36, 72, 168, 336, 720, 2232]);
});
