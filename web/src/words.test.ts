import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = import.meta.dirname;

/** Another word for what README.md has one word for, and that word. */
const OTHER_WORDS: [RegExp, string][] = [
  [/\bsettled\b/i, "Paid or Failed"],
  [/\bpaid out\b/i, "Paid"],
  [/\b[Ss]ucceeded\b/, "Paid"],
  [/\bneeds review\b/i, "Unconfirmed"],
  [/\bbank reference\b/i, "UTR"],
  [/\bheld by\b/i, "On hold"],
  [/\bserver does not answer\b/i, "Can't reach the server"],
  [/\bunder way\b/i, "Processing"],
  [/\bgo(es)? on\b/i, "continue"],
  [/\b(is|are) (suspended|retired) since\b/i, "has been suspended since"],
  [/\bmakes? no new payouts?\b/i, "can't make new payouts"],
  [/\bno new payout (is|goes)\b/i, "can't make, can't receive new payouts"],
  [/\b(is|are) no (?!longer)/i, "isn't a, has no"],
];

const COMMENT = /\/\*[\s\S]*?\*\/|\{\/\*[\s\S]*?\*\/\}|\/\/[^\n]*/g;

const shown = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|^gql|^playground/.test(name))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), "utf8").replace(COMMENT, "") }));

test.each(OTHER_WORDS)("no text says %s: the word is %s", (other) => {
  expect(shown.length).toBeGreaterThan(80);
  expect(shown.filter(({ text }) => other.test(text)).map(({ name }) => name)).toEqual([]);
});
