/** The items whose text contains every word of the search: ignoring case, accents, punctuation and width. */
export function matching<Item>(
  items: Item[],
  search: string,
  textOf: (item: Item) => string,
): Item[] {
  const words = wordsOf(search);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = plain(textOf(item));
    return words.every((word) => text.includes(word));
  });
}

/** The search as plain words. */
export function wordsOf(search: string): string[] {
  return plain(search).split(" ").filter(Boolean);
}

/**
 * Text as it is compared: `Société M/s. Rao & Sons` is `societe m s rao and sons`. A letter's marks and joiners are
 * left out, in Indian scripts the vowel signs too, and digits of any Indian script become Latin ones.
 */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}'’.]/gu, "")
    .toLowerCase()
    .replace(/[०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯]/g, latinDigit)
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Every Indian block of 128 characters has its digits in the same place. */
function latinDigit(digit: string): string {
  return String((digit.charCodeAt(0) & 0x7f) - 0x66);
}
