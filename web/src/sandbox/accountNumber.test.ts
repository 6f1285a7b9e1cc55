import { expect, test } from "vitest";
import { endingOf, randomAccountNumber, withEnding } from "./accountNumber";

const ENDINGS = ["0001", "0002"];

test("an invented number is one that a bank could give, and no script's", () => {
  for (let n = 0; n < 200; n++) {
    const invented = randomAccountNumber();
    expect(invented).toMatch(/^[1-9]\d{11}$/);
    expect(endingOf(invented, ENDINGS)).toBeNull();
  }
});

test("a script replaces the last four digits and leaves the others", () => {
  expect(withEnding("123456789012", "0002")).toBe("123456780002");
  expect(withEnding("1234 5678 9012", "0002")).toBe("123456780002");
  expect(endingOf(withEnding("123456780002", null), ENDINGS)).toBeNull();
  expect(withEnding("123456780002", null)).toMatch(/^12345678[1-9]\d{3}$/);
});

test("a number that is too short to keep is invented anew", () => {
  expect(withEnding("12", "0001")).toMatch(/^[1-9]\d{7}0001$/);
});

test("the script is read off the number", () => {
  expect(endingOf("123456780002", ENDINGS)).toBe("0002");
  expect(endingOf("", ENDINGS)).toBeNull();
});
