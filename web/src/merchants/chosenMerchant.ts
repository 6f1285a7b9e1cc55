const REMEMBERED = "payout-engine:merchant";

/** The merchant of the URL, else the one that was looked at last, else the first. Null when there are none. */
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
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

export function rememberMerchant(id: string) {
  try {
    localStorage.setItem(REMEMBERED, id);
  } catch {
    // Storage that is switched off costs only the convenience.
  }
}
