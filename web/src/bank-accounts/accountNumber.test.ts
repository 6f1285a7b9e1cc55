import { expect, test } from "vitest";
import { endingOf, madeUpNumber } from "./accountNumber";

const ENDINGS = ["0001", "0002"];

test("a made-up number is plausible and has its script's ending", () => {
  for (let n = 0; n < 200; n++) {
    const number = madeUpNumber("0002");
    expect(number).toMatch(/^[1-9]\d{7}0002$/);
    expect(endingOf(number, ENDINGS)).toBe("0002");
  }
  expect(madeUpNumber("0001")).not.toBe(madeUpNumber("0001"));
});

test("a number without a script's ending has none", () => {
  expect(endingOf("123456789012", ENDINGS)).toBeNull();
  expect(endingOf("", ENDINGS)).toBeNull();
});
