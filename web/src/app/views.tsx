import { type ComponentType, lazy } from "react";
import type { Scope } from "../gql/graphql";
import type { DialogName, View } from "../navigation/location";
import type { IconName } from "../ui/Icon";
import { Overview } from "./Overview";

type OfMerchant = ComponentType<{ merchantId: string }>;

type ShownView = {
  label: string;
  Component: OfMerchant;
  /** The scope without which the view is not offered, if it is more than `READ`. */
  needs?: Scope;
  /** Its part of the rail; without one it follows from `needs`. */
  group?: Group;
  icon?: IconName;
  /** It stands below this one, and not in the rail. */
  below?: View;
  /** Pressed after `g`, it leads there. */
  key?: string;
};

/** In the order of the rail. */
export const GROUPS = ["Merchant", "Operations"] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ group, needs }: ShownView): Group {
  return group ?? (needs === "OPERATE" ? "Operations" : "Merchant");
}

/** In navigation order, within their groups. Views beyond the first page load on demand. */
export const VIEW_OF: Record<View, ShownView> = {
  overview: { label: "Overview", Component: Overview, icon: "home", key: "o" },
  payouts: {
    label: "Payouts",
    icon: "payout",
    key: "p",
    Component: lazy(async () => ({
      default: (await import("../payouts/PayoutsView")).PayoutsView,
    })),
  },
  ledger: {
    label: "Ledger",
    icon: "ledger",
    key: "l",
    Component: lazy(async () => ({ default: (await import("../ledger/LedgerView")).LedgerView })),
  },
  beneficiaries: {
    label: "Beneficiaries",
    icon: "people",
    key: "b",
    Component: lazy(async () => ({
      default: (await import("../beneficiaries/BeneficiariesView")).BeneficiariesView,
    })),
  },
  merchant: {
    label: "Merchant details",
    icon: "bank",
    key: "m",
    Component: lazy(async () => ({
      default: (await import("../merchants/MerchantView")).MerchantView,
    })),
  },
  adjustments: {
    label: "Adjustments",
    icon: "scales",
    key: "j",
    needs: "OPERATE",
    Component: lazy(async () => ({
      default: (await import("../adjustments/AdjustmentsView")).AdjustmentsView,
    })),
  },
  operations: {
    label: "Operations",
    icon: "bell",
    key: "w",
    needs: "OPERATE",
    Component: lazy(async () => ({
      default: (await import("../operations/OperationsView")).OperationsView,
    })),
  },
  "operations/health": {
    label: "Health",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(async () => ({
      default: (await import("../operations/HealthView")).HealthView,
    })),
  },
  "operations/integrity": {
    label: "Integrity",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(async () => ({
      default: (await import("../operations/IntegrityView")).IntegrityView,
    })),
  },
  "operations/audit": {
    label: "Audit log",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(async () => ({
      default: (await import("../operations/AuditView")).AuditView,
    })),
  },
  developers: {
    label: "Developers",
    icon: "code",
    key: "d",
    group: "Merchant",
    Component: lazy(async () => ({
      default: (await import("../developers/DevelopersView")).DevelopersView,
    })),
  },
  "payouts/new": {
    label: "New payout",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazy(async () => ({
      default: (await import("../new-payout/NewPayout")).NewPayout,
    })),
  },
  "payouts/several": {
    label: "Pay several",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazy(async () => ({
      default: (await import("../batches/SeveralView")).SeveralView,
    })),
  },
  "payouts/batches": {
    label: "Batches",
    below: "payouts",
    Component: lazy(async () => ({
      default: (await import("../batches/BatchesView")).BatchesView,
    })),
  },
  "payouts/exports": {
    label: "Exports",
    below: "payouts",
    Component: lazy(async () => ({
      default: (await import("../exports/ExportsView")).ExportsView,
    })),
  },
  "developers/events": {
    label: "Events",
    below: "developers",
    Component: lazy(async () => ({
      default: (await import("../developers/EventsView")).EventsView,
    })),
  },
  "developers/requests": {
    label: "Request log",
    below: "developers",
    Component: lazy(async () => ({
      default: (await import("../developers/RequestsView")).RequestsView,
    })),
  },
};

export const DIALOG_OF: Record<DialogName, OfMerchant> = {
  "record-payment": lazy(async () => ({
    default: (await import("../sandbox/RecordPayment")).RecordPayment,
  })),
  "add-account": lazy(async () => ({
    default: (await import("../bank-accounts/AddAccount")).AddAccount,
  })),
  "edit-merchant": lazy(async () => ({
    default: (await import("../merchants/EditMerchant")).EditMerchant,
  })),
  "suspend-merchant": lazy(async () => ({
    default: (await import("../merchants/SuspendMerchant")).SuspendMerchant,
  })),
  "reopen-merchant": lazy(async () => ({
    default: (await import("../merchants/ReopenMerchant")).ReopenMerchant,
  })),
  "propose-adjustment": lazy(async () => ({
    default: (await import("../adjustments/ProposeAdjustment")).ProposeAdjustment,
  })),
  "decide-adjustment": lazy(async () => ({
    default: (await import("../adjustments/DecideAdjustment")).DecideAdjustment,
  })),
  "create-key": lazy(async () => ({
    default: (await import("../developers/CreateKey")).CreateKey,
  })),
  "rotate-key": lazy(async () => ({
    default: (await import("../developers/RotateKey")).RotateKey,
  })),
  "revoke-key": lazy(async () => ({
    default: (await import("../developers/RevokeKey")).RevokeKey,
  })),
};

/** The scope that a dialog requires. */
export const NEEDED_FOR: Record<DialogName, Scope> = {
  "record-payment": "OPERATE",
  "add-account": "BENEFICIARIES",
  "edit-merchant": "OPERATE",
  "suspend-merchant": "OPERATE",
  "reopen-merchant": "OPERATE",
  "propose-adjustment": "OPERATE",
  "decide-adjustment": "OPERATE",
  "create-key": "KEYS",
  "rotate-key": "KEYS",
  "revoke-key": "KEYS",
};

export const PayoutDetails = lazy(async () => ({
  default: (await import("../payouts/PayoutDetails")).PayoutDetails,
}));
