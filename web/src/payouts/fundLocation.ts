import type { MoneyIs } from "../gql/graphql";

/** The fund location as far as the bank has confirmed it, as a sentence and in short for a list. */
const WHERE: Record<MoneyIs, { sentence: string; short: string }> = {
  WITH_US: {
    sentence: "The bank hasn't taken the money. It's on hold here.",
    short: "On hold here",
  },
  AT_BANK: {
    sentence: "The bank has the money but hasn't confirmed the payment.",
    short: "Money at the bank",
  },
  WITH_BENEFICIARY: { sentence: "The bank has paid.", short: "Paid" },
  UNKNOWN: {
    sentence: "The bank may or may not have paid.",
    short: "Outcome unknown",
  },
};

export function fundLocationText(moneyIs: MoneyIs): string {
  return WHERE[moneyIs].sentence;
}

export function fundLocationShort(moneyIs: MoneyIs): string {
  return WHERE[moneyIs].short;
}
