import type { MoneyIs } from "../gql/graphql";

/** The fund location as far as the bank has confirmed it, in short for a list. A payout's page has `explanation`. */
const WHERE: Record<MoneyIs, string> = {
  WITH_US: "On hold here",
  AT_BANK: "Money at the bank",
  WITH_BENEFICIARY: "Paid",
  UNKNOWN: "Outcome unknown",
};

export function fundLocationShort(moneyIs: MoneyIs): string {
  return WHERE[moneyIs];
}
