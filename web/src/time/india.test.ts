import { describe, expect, test } from "vitest";
import {
  clockText,
  dateText,
  dayOf,
  exactText,
  financialYear,
  financialYearSpan,
  isoDay,
  isoTime,
  momentText,
  monthSpan,
  nextDay,
  spanText,
} from "./india";

const NOW = "2026-11-28T06:30:00+00:00"; // 12:00 in India

test.each([
  ["2026-11-27T20:31:33.643355+00:00", "02:01"],
  ["2026-11-27T18:30:00+00:00", "00:00"],
  ["2026-11-27T18:29:59.999+00:00", "27 Nov, 23:59"],
  ["2026-11-28T18:29:59+00:00", "23:59"],
  ["2026-11-28T18:30:00+00:00", "29 Nov, 00:00"],
  ["2026-03-31T18:30:00+00:00", "1 Apr, 00:00"],
  ["2026-03-31T18:29:59+00:00", "31 Mar 2026"],
  ["2027-03-31T18:29:59+00:00", "31 Mar, 23:59"],
  ["2027-03-31T18:30:00+00:00", "1 Apr 2027"],
  ["2026-09-05T03:04:05+05:30", "5 Sep, 03:04"],
  ["2019-01-01T00:00:00Z", "1 Jan 2019"],
])("at noon on 28 November 2026 in India, %s reads %j", (at, text) => {
  expect(dateText(at, NOW)).toBe(text);
});

test.each([
  ["2026-11-27T20:31:33.643355+00:00", "28 Nov 2026, 02:01:33", "2026-11-28", "02:01:33"],
  ["2026-11-27T18:29:59.999999+00:00", "27 Nov 2026, 23:59:59", "2026-11-27", "23:59:59"],
  ["2028-02-28T18:30:00+00:00", "29 Feb 2028, 00:00:00", "2028-02-29", "00:00:00"],
  ["2026-12-31T23:59:59-08:00", "1 Jan 2027, 13:29:59", "2027-01-01", "13:29:59"],
])("%s is exactly %j", (at, text, day, time) => {
  expect([exactText(at), isoDay(at), isoTime(at)]).toEqual([text, day, time]);
  expect(clockText(Date.parse(at))).toBe(time.slice(0, 5));
});

test.each([
  ["2026-11-27T20:31:33+00:00", "28 Nov, 02:01"],
  ["2026-11-27T18:29:59+00:00", "27 Nov, 23:59"],
  ["2026-03-31T18:29:59+00:00", "31 Mar 2026"],
])("outside of a list %s reads %j, today too", (at, text) => {
  expect(momentText(at, NOW)).toBe(text);
});

describe("for every hour of two years", () => {
  const hours = Array.from({ length: 2 * 8766 }, (_, hour) => Date.UTC(2026, 0, 1, hour, 15));

  test("day and time are those of Asia/Kolkata", () => {
    const kolkata = new Intl.DateTimeFormat("sv-SE", {
      ...{ timeZone: "Asia/Kolkata", dateStyle: "short", timeStyle: "medium" },
    });
    for (const at of hours) expect(`${isoDay(at)} ${isoTime(at)}`).toBe(kolkata.format(at));
  });

  test("the financial year changes on 1 April, India's midnight", () => {
    for (const at of hours) {
      const [year = 0, month = 0] = isoDay(at).split("-").map(Number);
      expect(financialYear(at)).toBe(month < 4 ? year - 1 : year);
    }
  });
});

test.each([
  ["2026-02-28", "2026-02-28"],
  ["2024-02-29", "2024-02-29"],
  ["2026-02-29", null],
  ["2026-13-01", null],
  ["0026-01-01", null],
  ["2026-1-1", null],
  ["", null],
  [undefined, null],
])("%j is the day %j", (text, day) => {
  expect(dayOf(text)).toBe(day);
});

test.each([
  ["2026-02-28", "2026-03-01"],
  ["2024-02-28", "2024-02-29"],
  ["2026-12-31", "2027-01-01"],
])("%s is followed by %s", (day, next) => {
  expect(nextDay(day)).toBe(next);
});

test("months and financial years are India's", () => {
  const midnight = "2026-03-31T18:30:00+00:00"; // 1 April in India
  expect(monthSpan(midnight)).toEqual({ from: "2026-04-01", to: "2026-04-30" });
  expect(monthSpan(midnight, 1)).toEqual({ from: "2026-03-01", to: "2026-03-31" });
  expect(monthSpan("2026-01-15T00:00:00Z", 1)).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(monthSpan("2024-02-10T00:00:00Z")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(financialYearSpan(midnight)).toEqual({ from: "2026-04-01", to: "2027-03-31" });
  expect(financialYearSpan("2026-03-31T18:29:59Z", 1)).toEqual({
    from: "2024-04-01",
    to: "2025-03-31",
  });
});

test.each([
  ["2026-10-01", "2026-10-31", "Oct 2026"],
  ["2026-04-01", "2027-03-31", "FY 2026-27"],
  ["1999-04-01", "2000-03-31", "FY 1999-00"],
  ["2026-11-12", "2026-11-12", "12 Nov 2026"],
  ["2026-10-01", "2026-11-03", "1 Oct 2026 – 3 Nov 2026"],
  ["2026-10-01", null, "from 1 Oct 2026"],
  [null, "2026-11-03", "until 3 Nov 2026"],
  [null, null, ""],
])("%s to %s reads %j", (from, to, text) => {
  expect(spanText(from, to)).toBe(text);
});
