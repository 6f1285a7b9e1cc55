import type { MoneyIs } from "../gql/graphql";

/** Where the money is, as far as the bank has told, in a sentence and in a word or two for a list. */
const WHERE: Record<MoneyIs, { sentence: string; short: string }> = {
  WITH_US: { sentence: "The bank has not taken the money. It is held here.", short: "Held here" },
  AT_BANK: {
    sentence: "The bank has the money, and has not said whether it will pay.",
    short: "Money is at the bank",
  },
  WITH_BENEFICIARY: { sentence: "The bank has paid.", short: "Paid" },
  UNKNOWN: {
    sentence: "Nobody knows yet where the money is. The bank may have paid, or not.",
    short: "Outcome unknown",
  },
};

export function fundLocationText(moneyIs: MoneyIs): string {
  return WHERE[moneyIs].sentence;
}

export function fundLocationShort(moneyIs: MoneyIs): string {
  return WHERE[moneyIs].short;
}
