const BELOW_TWENTY = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
  "sixteen seventeen eighteen nineteen"
).split(" ");
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
/** Largest first. A crore has no larger unit above it: 10^12 rupees are one lakh crore. */
const UNITS: [name: string, size: bigint][] = [
  ["crore", 10_000_000n],
  ["lakh", 100_000n],
  ["thousand", 1_000n],
  ["hundred", 100n],
];

/**
 * `forty-eight thousand seven hundred and fifty rupees`, `five rupees and one paisa`, `fifty paise`: what was typed,
 * said in another way, so that a zero too many is noticed. In lakh and crore, for 0 to 2^53 − 1 paise.
 */
export function rupeesInWords(paise: number): string {
  if (!Number.isSafeInteger(paise) || paise < 0)
    throw new RangeError(`${paise} is not an amount in paise`);
  const rupees = BigInt(paise) / 100n;
  const rest = BigInt(paise) % 100n;
  const ofRupees = `${inWords(rupees)} ${rupees === 1n ? "rupee" : "rupees"}`;
  if (rest === 0n) return ofRupees;
  const ofPaise = `${inWords(rest)} ${rest === 1n ? "paisa" : "paise"}`;
  return rupees === 0n ? ofPaise : `${ofRupees} and ${ofPaise}`;
}

function inWords(number: bigint): string {
  if (number < 100n) return belowHundred(Number(number));
  const words: string[] = [];
  let rest = number;
  for (const [name, size] of UNITS) {
    const count = rest / size;
    rest %= size;
    if (count > 0n) words.push(inWords(count), name);
  }
  if (rest > 0n) words.push("and", belowHundred(Number(rest)));
  return words.join(" ");
}

function belowHundred(number: number): string {
  if (number < 20) return BELOW_TWENTY[number] as string;
  const tens = TENS[Math.floor(number / 10)] as string;
  return number % 10 === 0 ? tens : `${tens}-${BELOW_TWENTY[number % 10]}`;
}
