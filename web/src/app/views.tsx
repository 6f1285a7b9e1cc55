import { type ComponentType, lazy } from "react";
import type { Scope } from "../gql/graphql";
import type { DialogName, View } from "../navigation/location";
import { Overview } from "./Overview";

type OfMerchant = ComponentType<{ merchantId: string }>;

/** In navigation order. Views beyond the first page load on demand. */
export const VIEW_OF: Record<View, { label: string; Component: OfMerchant }> = {
  overview: { label: "Overview", Component: Overview },
  payouts: {
    label: "Payouts",
    Component: lazy(async () => ({
      default: (await import("../payouts/PayoutsView")).PayoutsView,
    })),
  },
  ledger: {
    label: "Ledger",
    Component: lazy(async () => ({ default: (await import("../ledger/LedgerView")).LedgerView })),
  },
};

export const DIALOG_OF: Record<DialogName, OfMerchant> = {
  "new-payout": lazy(async () => ({
    default: (await import("../new-payout/NewPayout")).NewPayout,
  })),
  "record-payment": lazy(async () => ({
    default: (await import("../sandbox/RecordPayment")).RecordPayment,
  })),
  "add-account": lazy(async () => ({
    default: (await import("../sandbox/AddAccount")).AddAccount,
  })),
};

/** The scope that a dialog requires. */
export const NEEDED_FOR: Record<DialogName, Scope> = {
  "new-payout": "PAYOUTS",
  "record-payment": "OPERATE",
  "add-account": "OPERATE",
};

export const PayoutDetails = lazy(async () => ({
  default: (await import("../payouts/PayoutDetails")).PayoutDetails,
}));
