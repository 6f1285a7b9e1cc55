import { expect, test } from "vitest";
import { matching, plain } from "./matching";

const NAMES = [
  "Anand Dyes & Chemicals",
  "Société Générale Textiles",
  "M/s. Rao's Looms",
  "Ｔｏｋｙｏ Trading",
  "किरण ट्रेडर्स",
  "दर्\u200dया ट्रेडर्स",
];
const found = (search: string) => matching(NAMES, search, (name) => name);

test.each([
  ["ANAND", [0]],
  ["chem anand", [0]],
  ["dyes and chemicals", [0]],
  ["dyes&chemicals", [0]],
  ["societe generale", [1]],
  ["Socie\u0301te\u0301", [1]],
  ["m s rao", [2]],
  ["raos", [2]],
  ["tokyo", [3]],
  ["ट्रेडर्स", [4, 5]],
  ["दर्या", [5]],
  ["  ", [0, 1, 2, 3, 4, 5]],
  ["nobody", []],
])("%j finds %j", (search, expected) => {
  expect(found(search)).toEqual(expected.map((index) => NAMES[index]));
});

test.each(["३४५६", "৩৪৫৬", "௩௪௫௬", "൩൪൫൬", "３４５６"])("%s are digits", (digits) => {
  expect(plain(digits)).toBe("3456");
});
