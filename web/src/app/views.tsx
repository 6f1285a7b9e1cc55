import { type ComponentType, lazy } from "react";
import type { Scope } from "../gql/graphql";
import type { DialogName, View } from "../navigation/location";
import type { IconName } from "../ui/Icon";
import { Overview } from "./Overview";

type OfMerchant = ComponentType<{ merchantId: string }>;

/** Loads the component of this name on demand. In one place, since the first visit carries each of these lines. */
function lazily<Props, Name extends string>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) {
  return lazy(async () => ({ default: (await load())[name] }));
}

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
    Component: lazily(() => import("../payouts/PayoutsView"), "PayoutsView"),
  },
  ledger: {
    label: "Ledger",
    icon: "ledger",
    key: "l",
    Component: lazily(() => import("../ledger/LedgerView"), "LedgerView"),
  },
  "ledger/proof": {
    label: "Ledger proof",
    below: "ledger",
    Component: lazily(() => import("../proof"), "ProofView"),
  },
  statement: {
    label: "Statement",
    icon: "statement",
    key: "s",
    Component: lazily(() => import("../statements/StatementView"), "StatementView"),
  },
  beneficiaries: {
    label: "Beneficiaries",
    icon: "people",
    key: "b",
    Component: lazily(() => import("../beneficiaries/BeneficiariesView"), "BeneficiariesView"),
  },
  merchant: {
    label: "Merchant details",
    icon: "bank",
    key: "m",
    Component: lazily(() => import("../approvals/PolicyCard"), "MerchantAndPolicy"),
  },
  team: {
    label: "Team",
    needs: "TEAM",
    below: "merchant",
    Component: lazily(() => import("../team/TeamView"), "TeamView"),
  },
  adjustments: {
    label: "Adjustments",
    icon: "scales",
    key: "j",
    needs: "OPERATE",
    Component: lazily(() => import("../adjustments/AdjustmentsView"), "AdjustmentsView"),
  },
  operations: {
    label: "Operations",
    icon: "bell",
    key: "w",
    needs: "OPERATE",
    Component: lazily(() => import("../operations/OperationsView"), "OperationsView"),
  },
  "operations/health": {
    label: "Health",
    needs: "OPERATE",
    below: "operations",
    Component: lazily(() => import("../operations/HealthView"), "HealthView"),
  },
  "operations/integrity": {
    label: "Integrity",
    needs: "OPERATE",
    below: "operations",
    Component: lazily(() => import("../operations/IntegrityView"), "IntegrityView"),
  },
  "operations/audit": {
    label: "Audit log",
    needs: "OPERATE",
    below: "operations",
    Component: lazily(() => import("../operations/AuditView"), "AuditView"),
  },
  developers: {
    label: "Developers",
    icon: "code",
    key: "d",
    group: "Merchant",
    Component: lazily(() => import("../developers/DevelopersView"), "DevelopersView"),
  },
  "payouts/new": {
    label: "New payout",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazily(() => import("../new-payout/NewPayout"), "NewPayout"),
  },
  "payouts/several": {
    label: "Pay several",
    needs: "PAYOUTS",
    below: "payouts",
    Component: lazily(() => import("../batches/SeveralView"), "SeveralView"),
  },
  "payouts/batches": {
    label: "Batches",
    below: "payouts",
    Component: lazily(() => import("../batches/BatchesView"), "BatchesView"),
  },
  "payouts/orders": {
    label: "Payout orders",
    below: "payouts",
    Component: lazily(() => import("../orders/OrdersView"), "OrdersView"),
  },
  "payouts/exports": {
    label: "Exports",
    below: "payouts",
    Component: lazily(() => import("../exports/ExportsView"), "ExportsView"),
  },
  "payouts/approvals": {
    label: "To approve",
    below: "payouts",
    Component: lazily(() => import("../approvals/ToApproveView"), "ToApproveView"),
  },
  "developers/webhooks": {
    label: "Webhooks",
    needs: "WEBHOOKS",
    below: "developers",
    Component: lazily(() => import("../webhooks/WebhooksView"), "WebhooksView"),
  },
  "developers/events": {
    label: "Events",
    below: "developers",
    Component: lazily(() => import("../developers/EventsView"), "EventsView"),
  },
  "developers/requests": {
    label: "Request log",
    below: "developers",
    Component: lazily(() => import("../developers/RequestsView"), "RequestsView"),
  },
};

export const DIALOG_OF: Record<DialogName, OfMerchant> = {
  "why-balance": lazily(() => import("../balance/WhyBalance"), "WhyBalance"),
  "balance-alerts": lazily(() => import("../balance/BalanceAlerts"), "BalanceAlerts"),
  "order-payout": lazily(() => import("../orders/OrderPayout"), "OrderPayout"),
  "record-payment": lazily(() => import("../sandbox/RecordPayment"), "RecordPayment"),
  "add-account": lazily(() => import("../bank-accounts/AddAccount"), "AddAccount"),
  "edit-merchant": lazily(() => import("../merchants/EditMerchant"), "EditMerchant"),
  "fee-plan": lazily(() => import("../merchants/SetFees"), "SetFees"),
  "approval-policy": lazily(() => import("../approvals/SetPolicy"), "SetPolicy"),
  "suspend-merchant": lazily(() => import("../merchants/SuspendMerchant"), "SuspendMerchant"),
  "reopen-merchant": lazily(() => import("../merchants/ReopenMerchant"), "ReopenMerchant"),
  "propose-adjustment": lazily(
    () => import("../adjustments/ProposeAdjustment"),
    "ProposeAdjustment",
  ),
  "decide-adjustment": lazily(() => import("../adjustments/DecideAdjustment"), "DecideAdjustment"),
  "create-key": lazily(() => import("../developers/CreateKey"), "CreateKey"),
  "rotate-key": lazily(() => import("../developers/RotateKey"), "RotateKey"),
  "revoke-key": lazily(() => import("../developers/RevokeKey"), "RevokeKey"),
};

/** The scope that a dialog requires. */
export const NEEDED_FOR: Record<DialogName, Scope> = {
  "why-balance": "READ",
  "balance-alerts": "READ",
  "order-payout": "PAYOUTS",
  "record-payment": "OPERATE",
  "add-account": "BENEFICIARIES",
  "edit-merchant": "OPERATE",
  "fee-plan": "OPERATE",
  "approval-policy": "TEAM",
  "suspend-merchant": "OPERATE",
  "reopen-merchant": "OPERATE",
  "propose-adjustment": "OPERATE",
  "decide-adjustment": "OPERATE",
  "create-key": "KEYS",
  "rotate-key": "KEYS",
  "revoke-key": "KEYS",
};

export const PayoutDetails = lazily(() => import("../payouts/PayoutDetails"), "PayoutDetails");
