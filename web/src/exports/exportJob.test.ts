import { expect, test } from "vitest";
import { progressText, sizeText } from "./exportJob";

test("sizes and progress are told in numbers that are read at a glance", () => {
  expect([0, 999, 640_400, 6_290_000, 48_400_000].map(sizeText)).toEqual([
    "1 kB",
    "1 kB",
    "640 kB",
    "6.3 MB",
    "48 MB",
  ]);
  expect(progressText({ rows: 148_210, rowsDone: 12_000 })).toBe(
    "12,000 of 1,48,210 payouts written",
  );
});
