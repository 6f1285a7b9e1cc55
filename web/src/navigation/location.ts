export const VIEWS = ["overview", "payouts", "ledger"] as const;
export type View = (typeof VIEWS)[number];

export const DIALOGS = ["new-payout", "record-payment", "add-account"] as const;
export type DialogName = (typeof DIALOGS)[number];

/** Where the reader is: all of it is in the URL, so that a reload and a link show the same. */
export type Location = {
  merchant: string | null;
  view: View;
  /** The payout whose details are open. */
  payout: string | null;
  dialog: DialogName | null;
  /** What the view itself keeps, such as `status` or `types`. Gone with the view. */
  filters: Record<string, string>;
};

/**
 * Reads `location.search`. What makes no sense is left out rather than refused: links get cut and typed. But an id stays,
 * to be looked up and not found: leaving it out would show another merchant's money instead.
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

/** The inverse of locationOf, always in the same order: `?merchant=…&view=…`. */
export function searchOf({ merchant, view, payout, dialog, filters }: Location): string {
  const parameters = new URLSearchParams();
  if (merchant) parameters.set("merchant", merchant);
  parameters.set("view", view);
  if (payout) parameters.set("payout", payout);
  if (dialog) parameters.set("dialog", dialog);
  for (const [name, value] of Object.entries(filters)) if (value) parameters.set(name, value);
  return `?${parameters}`;
}

/** Where a step leads. Another merchant or view leaves behind what belonged to the last one. */
export function stepFrom(location: Location, step: Partial<Location>): Location {
  const merchant = step.merchant === undefined ? location.merchant : step.merchant;
  const isElsewhere =
    merchant !== location.merchant || (step.view !== undefined && step.view !== location.view);
  const left = { payout: null, dialog: null, filters: {} };
  return { ...location, ...(isElsewhere ? left : {}), ...step, merchant };
}
