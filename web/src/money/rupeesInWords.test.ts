import { expect, test } from "vitest";
import { rupeesInWords } from "./rupeesInWords";

test.each([
  [0, "zero rupees"],
  [1, "one paisa"],
  [50, "fifty paise"],
  [100, "one rupee"],
  [101, "one rupee and one paisa"],
  [1_900, "nineteen rupees"],
  [4_200, "forty-two rupees"],
  [10_000, "one hundred rupees"],
  [10_500, "one hundred and five rupees"],
  [100_500, "one thousand and five rupees"],
  [4_875_000, "forty-eight thousand seven hundred and fifty rupees"],
  [10_000_000, "one lakh rupees"],
  [
    12_345_678,
    "one lakh twenty-three thousand four hundred and fifty-six rupees and seventy-eight paise",
  ],
  [1_000_000_000, "one crore rupees"],
  [1_000_000_500, "one crore and five rupees"],
  [100_000_000_000_000, "one lakh crore rupees"],
  [
    Number.MAX_SAFE_INTEGER,
    "ninety lakh seven thousand one hundred and ninety-nine crore twenty-five lakh forty-seven thousand " +
      "four hundred and nine rupees and ninety-one paise",
  ],
])("%i paise are %j", (paise, words) => {
  expect(rupeesInWords(paise)).toBe(words);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])("%d is not an amount", (paise) => {
  expect(() => rupeesInWords(paise)).toThrow(RangeError);
});

test("the words of every amount mean that amount and no other", () => {
  for (let paise = 0; paise < 30_000; paise++) expect(paiseOf(rupeesInWords(paise))).toBe(paise);
  let seed = 11;
  for (let round = 0; round < 20_000; round++) {
    seed = (seed * 48_271) % 2_147_483_647;
    // Amounts of every length; many zeros among the digits, since they are what is dropped by mistake.
    const digits = String(Math.round((seed / 2_147_483_647) * 2 ** (1 + (round % 53))));
    const paise = Number(round % 2 ? digits : digits.replace(/[3-7]/g, "0"));
    if (!Number.isSafeInteger(paise)) continue;
    expect(paiseOf(rupeesInWords(paise))).toBe(paise);
  }
});

const SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const SIZES: Record<string, number> = { hundred: 100, thousand: 1e3, lakh: 1e5, crore: 1e7 };
const VALUES: Record<string, number> = Object.fromEntries([
  ...SMALL.split(" ").map((word, value) => [word, value]),
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].map(
    (word, index) => [word, 20 + 10 * index],
  ),
]);

/** Reads the words as a listener does: each unit multiplies what was said since the larger unit. */
function paiseOf(words: string): number {
  const [, rupees, paise] =
    /^(?:(.+) rupees?)?(?: and )?(?:(.+) (?:paise|paisa))?$/.exec(words) ?? [];
  return 100 * numberOf(rupees ?? "zero") + numberOf(paise ?? "zero");
}

function numberOf(words: string): number {
  let said: number[] = [];
  for (const word of words.split(/[ -]/)) {
    if (word === "and") continue;
    const size = SIZES[word];
    if (size === undefined) {
      said.push(VALUES[word] ?? Number.NaN);
      continue;
    }
    const smaller = said.filter((value) => value < size);
    const larger = said.filter((value) => value >= size);
    // In "one lakh crore" the lakh is multiplied too: nothing is larger than a crore.
    const multiplied = size === 1e7 ? said : smaller;
    said = [...(size === 1e7 ? [] : larger), multiplied.reduce((sum, it) => sum + it, 0) * size];
  }
  return said.reduce((sum, it) => sum + it, 0);
}
