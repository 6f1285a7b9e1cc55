import { ofBrowser, readStored } from "../navigation/storage";

const REMEMBERED = "payout-engine:merchant";

/** The URL's merchant, else the one shown last, else the first active one. Null without a match. */
export function chosenMerchant<Merchant extends { id: string; isActive: boolean }>(
  merchants: Merchant[],
  inAddress: string | null,
  remembered: string | null,
): Merchant | null {
  const withId = (id: string | null) => merchants.find((merchant) => merchant.id === id);
  return (
    withId(inAddress) ??
    (inAddress
      ? null
      : (withId(remembered) ?? merchants.find((it) => it.isActive) ?? merchants[0])) ??
    null
  );
}

export function rememberedMerchant(): string | null {
  return readStored(ofBrowser, REMEMBERED);
}

export function rememberMerchant(id: string) {
  try {
    localStorage.setItem(REMEMBERED, id);
  } catch {
    // Without storage the page forgets the last merchant, no more.
  }
}

/** Compares two merchants for the order in which they are listed and chosen. */
export function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
