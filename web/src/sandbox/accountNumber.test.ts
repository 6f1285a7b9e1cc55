import { expect, test } from "vitest";
import { endingOf, randomAccountNumber, withEnding } from "./accountNumber";

const ENDINGS = ["0001", "0002"];

test("a random number is plausible and matches no script", () => {
  for (let n = 0; n < 200; n++) {
    const number = randomAccountNumber();
    expect(number).toMatch(/^[1-9]\d{11}$/);
    expect(endingOf(number, ENDINGS)).toBeNull();
  }
});

test("a script replaces only the last four digits", () => {
  expect(withEnding("123456789012", "0002")).toBe("123456780002");
  expect(withEnding("1234 5678 9012", "0002")).toBe("123456780002");
  expect(endingOf(withEnding("123456780002", null), ENDINGS)).toBeNull();
  expect(withEnding("123456780002", null)).toMatch(/^12345678[1-9]\d{3}$/);
});

test("a number that is too short is replaced", () => {
  expect(withEnding("12", "0001")).toMatch(/^[1-9]\d{7}0001$/);
});

test("the script is read from the ending", () => {
  expect(endingOf("123456780002", ENDINGS)).toBe("0002");
  expect(endingOf("", ENDINGS)).toBeNull();
});
