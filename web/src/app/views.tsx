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
    Component: lazy(() =>
      import("../payouts/PayoutsView").then((it) => ({ default: it.PayoutsView })),
    ),
  },
  ledger: {
    label: "Ledger",
    icon: "ledger",
    key: "l",
    Component: lazy(() =>
      import("../ledger/LedgerView").then((it) => ({ default: it.LedgerView })),
    ),
  },
  "ledger/proof": {
    label: "Ledger proof",
    below: "ledger",
    Component: lazy(() => import("../proof").then((it) => ({ default: it.ProofView }))),
  },
  beneficiaries: {
    label: "Beneficiaries",
    icon: "people",
    key: "b",
    Component: lazy(() =>
      import("../beneficiaries/BeneficiariesView").then((it) => ({
        default: it.BeneficiariesView,
      })),
    ),
  },
  merchant: {
    label: "Merchant details",
    icon: "bank",
    key: "m",
    Component: lazy(() =>
      import("../merchants/MerchantView").then((it) => ({ default: it.MerchantView })),
    ),
  },
  adjustments: {
    label: "Adjustments",
    icon: "scales",
    key: "j",
    needs: "OPERATE",
    Component: lazy(() =>
      import("../adjustments/AdjustmentsView").then((it) => ({ default: it.AdjustmentsView })),
    ),
  },
  operations: {
    label: "Operations",
    icon: "bell",
    key: "w",
    needs: "OPERATE",
    Component: lazy(() =>
      import("../operations/OperationsView").then((it) => ({ default: it.OperationsView })),
    ),
  },
  "operations/health": {
    label: "Health",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(() =>
      import("../operations/HealthView").then((it) => ({ default: it.HealthView })),
    ),
  },
  "operations/integrity": {
    label: "Integrity",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(() =>
      import("../operations/IntegrityView").then((it) => ({ default: it.IntegrityView })),
    ),
  },
  "operations/audit": {
    label: "Audit log",
    needs: "OPERATE",
    below: "operations",
    Component: lazy(() =>
      import("../operations/AuditView").then((it) => ({ default: it.AuditView })),
    ),
  },
  developers: {
    label: "Developers",
    icon: "code",
    key: "d",
    group: "Merchant",
    Component: lazy(() =>
      import("../developers/DevelopersView").then((it) => ({ default: it.DevelopersView })),
    ),
  },
  "payouts/new": {
    label: "New payout",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazy(() =>
      import("../new-payout/NewPayout").then((it) => ({ default: it.NewPayout })),
    ),
  },
  "payouts/several": {
    label: "Pay several",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazy(() =>
      import("../batches/SeveralView").then((it) => ({ default: it.SeveralView })),
    ),
  },
  "payouts/batches": {
    label: "Batches",
    below: "payouts",
    Component: lazy(() =>
      import("../batches/BatchesView").then((it) => ({ default: it.BatchesView })),
    ),
  },
  "payouts/exports": {
    label: "Exports",
    below: "payouts",
    Component: lazy(() =>
      import("../exports/ExportsView").then((it) => ({ default: it.ExportsView })),
    ),
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
    Component: lazy(() =>
      import("../developers/RequestsView").then((it) => ({ default: it.RequestsView })),
    ),
  },
};

export const DIALOG_OF: Record<DialogName, OfMerchant> = {
  "why-balance": lazy(() =>
    import("../balance/WhyBalance").then((it) => ({ default: it.WhyBalance })),
  ),
  "record-payment": lazy(() =>
    import("../sandbox/RecordPayment").then((it) => ({ default: it.RecordPayment })),
  ),
  "add-account": lazy(() =>
    import("../bank-accounts/AddAccount").then((it) => ({ default: it.AddAccount })),
  ),
  "edit-merchant": lazy(() =>
    import("../merchants/EditMerchant").then((it) => ({ default: it.EditMerchant })),
  ),
  "suspend-merchant": lazy(() =>
    import("../merchants/SuspendMerchant").then((it) => ({ default: it.SuspendMerchant })),
  ),
  "reopen-merchant": lazy(() =>
    import("../merchants/ReopenMerchant").then((it) => ({ default: it.ReopenMerchant })),
  ),
  "propose-adjustment": lazy(() =>
    import("../adjustments/ProposeAdjustment").then((it) => ({ default: it.ProposeAdjustment })),
  ),
  "decide-adjustment": lazy(() =>
    import("../adjustments/DecideAdjustment").then((it) => ({ default: it.DecideAdjustment })),
  ),
  "create-key": lazy(() =>
    import("../developers/CreateKey").then((it) => ({ default: it.CreateKey })),
  ),
  "rotate-key": lazy(() =>
    import("../developers/RotateKey").then((it) => ({ default: it.RotateKey })),
  ),
  "revoke-key": lazy(() =>
    import("../developers/RevokeKey").then((it) => ({ default: it.RevokeKey })),
  ),
};

/** The scope that a dialog requires. */
export const NEEDED_FOR: Record<DialogName, Scope> = {
  "why-balance": "READ",
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

export const PayoutDetails = lazy(() =>
  import("../payouts/PayoutDetails").then((it) => ({ default: it.PayoutDetails })),
);
