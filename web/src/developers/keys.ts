import { usePolledPages } from "../api";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { KeyRowFragment, Scope } from "../gql/graphql";

export const KEY_ROW = graphql(`
  fragment KeyRow on ApiKey {
    id
    name
    prefix
    scopes
    createdBy
    createdAt
    lastUsedAt
    expiresAt
    rotatedAt
    revokedAt
  }
`);

const API_KEYS = graphql(`
  query ApiKeys($merchantId: ID!, $first: Int!, $after: String) {
    apiKeys(merchantId: $merchantId, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...KeyRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type ApiKey = KeyRowFragment;
export type KeyRef = FragmentType<typeof KEY_ROW>;

const PAGE = 25;

/** A merchant's keys, newest first, whatever their state. */
export function useKeys(merchantId: string) {
  const pages = usePolledPages(API_KEYS, { merchantId, first: PAGE }, (data) => data.apiKeys, {
    everyMs: 15_000,
  });
  return { ...pages, keys: pages.nodes?.map((node) => readFragment(KEY_ROW, node)) };
}

export type KeyState = "live" | "grace" | "expired" | "revoked";

/** `grace`: another key has replaced it, and it still works until `expiresAt`. */
export function keyState(
  { revokedAt, rotatedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "rotatedAt" | "expiresAt">,
  now: number,
): KeyState {
  if (revokedAt) return "revoked";
  if (expiresAt && Date.parse(expiresAt) <= now) return "expired";
  return rotatedAt ? "grace" : "live";
}

/** Scopes of a merchant's key: `OPERATE` is an operator's. */
export const SCOPES_OF_MERCHANT = [
  { scope: "READ", label: "Read", about: "See balances, payouts, the ledger and bank accounts." },
  {
    scope: "PAYOUTS",
    label: "Payouts",
    about: "Create and cancel payouts, set balance alerts. It moves this merchant's money.",
  },
  {
    scope: "BENEFICIARIES",
    label: "Beneficiaries",
    about: "Add whom to pay, name them and retire them.",
  },
  {
    scope: "WEBHOOKS",
    label: "Webhooks",
    about: "Choose where events are sent, and see what was delivered.",
  },
] as const satisfies { scope: Scope; label: string; about: string }[];

const LABELS: Record<Scope, string> = {
  READ: "Read",
  PAYOUTS: "Payouts",
  BENEFICIARIES: "Beneficiaries",
  WEBHOOKS: "Webhooks",
  APPROVALS: "Approvals",
  TEAM: "Team",
  KEYS: "Keys",
  OPERATE: "Operate",
};

export function scopesText(scopes: readonly Scope[]): string {
  return scopes.map((scope) => LABELS[scope]).join(", ");
}

/** How the key begins: what its owner and the log can compare. */
export function shownKey({ prefix }: Pick<ApiKey, "prefix">): string {
  return `payout_${prefix}_…`;
}

/** Who made it, from the engine's `person asha@example.in`, `key CI`, `command` or `open open access`. */
export function makerText({ createdBy }: Pick<ApiKey, "createdBy">): string {
  const [kind = "", ...name] = createdBy.split(" ");
  if (kind === "person") return name.join(" ");
  if (kind === "key") return `the key ${name.join(" ")}`;
  return kind === "command" ? "the command line" : name.join(" ") || kind;
}
