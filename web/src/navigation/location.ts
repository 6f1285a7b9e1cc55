export const VIEWS = ["overview", "payouts", "ledger", "accounts", "adjustments"] as const;
export type View = (typeof VIEWS)[number];

export const DIALOGS = [
  "new-payout",
  "record-payment",
  "add-account",
  "edit-merchant",
  "suspend-merchant",
  "reopen-merchant",
  "manage-account",
  "propose-adjustment",
  "decide-adjustment",
] as const;
export type DialogName = (typeof DIALOGS)[number];

/** The reader's location. All of it is in the URL, so that a reload or a link shows the same. */
export type Location = {
  merchant: string | null;
  view: View;
  /** The payout with open details. */
  payout: string | null;
  dialog: DialogName | null;
  /** The view's own parameters, such as `status` or `types`. Another view drops them. */
  filters: Record<string, string>;
};

/**
 * Parses `location.search`. Unknown values are dropped, since links get cut off and typed. An unknown id stays, and its
 * lookup fails: without it the page would show another merchant's money.
 */
export function locationOf(search: string): Location {
  const { merchant, view, payout, dialog, ...filters } = Object.fromEntries(
    new URLSearchParams(search),
  );
  return {
    merchant: merchant?.toLowerCase() || null,
    view: VIEWS.find((it) => it === view) ?? "overview",
    payout: payout?.toLowerCase() || null,
    dialog: DIALOGS.find((it) => it === dialog) ?? null,
    filters,
  };
}

/** The inverse of locationOf, with parameters in a fixed order: `?merchant=…&view=…`. */
export function searchOf({ merchant, view, payout, dialog, filters }: Location): string {
  const parameters = new URLSearchParams();
  if (merchant) parameters.set("merchant", merchant);
  parameters.set("view", view);
  if (payout) parameters.set("payout", payout);
  if (dialog) parameters.set("dialog", dialog);
  for (const [name, value] of Object.entries(filters)) if (value) parameters.set(name, value);
  return `?${parameters}`;
}

/** The location after a step. Another merchant or view drops the payout, dialog and filters of the last one. */
export function stepFrom(location: Location, step: Partial<Location>): Location {
  const merchant = step.merchant === undefined ? location.merchant : step.merchant;
  const isElsewhere =
    merchant !== location.merchant || (step.view !== undefined && step.view !== location.view);
  const left = { payout: null, dialog: null, filters: {} };
  return { ...location, ...(isElsewhere ? left : {}), ...step, merchant };
}
