/** Each is its own path; one below another is reached by that one's links. */
export const VIEWS = [
  "overview",
  "payouts",
  "payouts/new",
  "payouts/several",
  "payouts/batches",
  "payouts/exports",
  "payouts/orders",
  "payouts/approvals",
  "ledger",
  "ledger/proof",
  "statement",
  "beneficiaries",
  "merchant",
  "team",
  "adjustments",
  "operations",
  "operations/health",
  "operations/integrity",
  "operations/audit",
  "developers",
  "developers/webhooks",
  "developers/events",
  "developers/requests",
] as const;
export type View = (typeof VIEWS)[number];

/** Views whose address has one more part. */
const WITH_ITEM: readonly View[] = ["beneficiaries", "payouts/batches", "developers/webhooks"];

export const DIALOGS = [
  "why-balance",
  "balance-alerts",
  "order-payout",
  "record-payment",
  "add-account",
  "edit-merchant",
  "fee-plan",
  "approval-policy",
  "suspend-merchant",
  "reopen-merchant",
  "propose-adjustment",
  "decide-adjustment",
  "create-key",
  "rotate-key",
  "revoke-key",
] as const;
export type DialogName = (typeof DIALOGS)[number];

/** The reader's location. All of it is in the URL, so that a reload or a link shows the same. */
export type Location = {
  /** Null for a merchant's user, who sees that one only, and in a link that leaves it open. */
  merchant: string | null;
  view: View;
  /** The payout with open details. */
  payout: string | null;
  /** The UTR of a payout that is still to be found: its address is replaced by the payout's own. */
  utr: string | null;
  dialog: DialogName | null;
  /** What a view of `WITH_ITEM` shows of its own: a beneficiary's, batch's or endpoint's id, or `import`. Null for its list. */
  item: string | null;
  /** The view's own parameters, such as `status` or `types`. Another view drops them. */
  filters: Record<string, string>;
};

const NOWHERE: Location = {
  merchant: null,
  view: "overview",
  payout: null,
  utr: null,
  item: null,
  dialog: null,
  filters: {},
};

/** Where a URL names the place: `window.location`, or any URL. */
type Place = { pathname: string; search: string };

/**
 * Reads `/m/<merchant>/<view>/…?dialog=…`, all parts of which may be missing, and the old `/?merchant=…&view=…`.
 * Unknown values are dropped, since links get cut off and typed. An unknown id stays, and its lookup fails: without it
 * the page would show another merchant's money.
 */
export function locationOf({ pathname, search }: Place): Location {
  const { merchant, view, payout, dialog, ...filters } = Object.fromEntries(
    new URLSearchParams(search),
  );
  const segments = pathname.split("/").filter(Boolean).map(decoded);
  const named = segments[0] === "m" ? segments.splice(0, 2)[1] : undefined;
  const owner = (named ?? merchant)?.toLowerCase() || null;
  // Once a dialog over any view.
  if (dialog === "new-payout") return { ...NOWHERE, merchant: owner, view: "payouts/new" };
  // Once a view of the same accounts, and a dialog about one of them.
  if (dialog === "manage-account" && filters.account)
    return {
      ...NOWHERE,
      merchant: owner,
      view: "beneficiaries",
      item: filters.account.toLowerCase(),
    };
  if ((segments[0] ?? view) === "accounts") segments.splice(0, segments.length, "beneficiaries");
  const [first, ...rest] = segments;
  // It may hold a slash that somebody has not escaped.
  const quoted = rest.join("/");
  const utr = first === "utr" ? quoted : "";
  const shown = utr ? "payouts" : viewNamed(first === undefined ? [view] : segments);
  const left = segments.slice(shown.split("/").length).join("/");
  return {
    merchant: owner,
    view: shown,
    item: WITH_ITEM.includes(shown) ? left.toLowerCase() || null : null,
    payout: utr
      ? null
      : (shown === "payouts" && first === shown ? quoted : payout)?.toLowerCase() || null,
    utr: utr || null,
    dialog: DIALOGS.find((it) => it === dialog) ?? null,
    filters,
  };
}

/** The inverse of locationOf: each location has one URL, with its parameters in a fixed order. */
export function urlOf({ merchant, view, payout, utr, item, dialog, filters }: Location): string {
  const segments = merchant ? ["m", merchant] : [];
  const isInPath = view === "payouts" && payout !== null;
  if (utr) segments.push("utr", utr);
  else if (view !== "overview") segments.push(...view.split("/"));
  if (isInPath && !utr) segments.push(payout);
  if (item && WITH_ITEM.includes(view)) segments.push(item);
  const parameters = new URLSearchParams();
  if (dialog) parameters.set("dialog", dialog);
  // Opened over another view, which stays below it.
  if (payout && !isInPath && !utr) parameters.set("payout", payout);
  for (const [name, value] of Object.entries(filters).sort())
    if (value) parameters.set(name, value);
  return `/${segments.map(encoded).join("/")}${`?${parameters}`.replace(/^\?$/, "")}`;
}

/** The location after a step. Another merchant or view drops the payout, dialog and filters of the last one. */
export function stepFrom(location: Location, step: Partial<Location>): Location {
  const merchant = step.merchant === undefined ? location.merchant : step.merchant;
  const isElsewhere =
    merchant !== location.merchant || (step.view !== undefined && step.view !== location.view);
  const left = { payout: null, dialog: null, item: null, filters: {} };
  return { ...location, utr: null, ...(isElsewhere ? left : {}), ...step, merchant };
}

/** The longest one that these segments begin with. */
function viewNamed([first, second]: (string | undefined)[]): View {
  const names = [`${first}/${second}`, first];
  return names.flatMap((name) => VIEWS.filter((it) => it === name))[0] ?? "overview";
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Browsers leave `.` and `..` out of a path, however they are written. No id or UTR is either. */
function encoded(text: string): string {
  return /^\.\.?$/.test(text) ? "-" : encodeURIComponent(text);
}
