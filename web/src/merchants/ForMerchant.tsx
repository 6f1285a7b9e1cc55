import { createContext, useContext } from "react";

/** The name of the merchant whose page this is. */
export const MerchantName = createContext<string | null>(null);

/** Says in a dialog whose money it moves: the header above is dimmed, and may be cut. */
export function ForMerchant() {
  const name = useContext(MerchantName);
  return name && <p className="text-sm wrap-anywhere text-soft">For {name}</p>;
}
