import type { PayoutFilter, PayoutSort } from "../gql/graphql";
import { parseRupees } from "../money";
import { dayBegins, dayOf, nextDay } from "../time/india";
import { type Choice, choiceOf } from "./payoutList";

/** What the payouts' list is narrowed to, as the address has it. Days are India's, both included. */
export type PayoutSearch = {
  choice: Choice | null;
  text: string;
  from: string | null;
  to: string | null;
  minPaise: number | null;
  maxPaise: number | null;
  account: string | null;
  batch: string | null;
  /** True for only payouts that were cancelled, false for only the others. */
  cancelled: boolean | null;
  isReturned: boolean;
  sort: PayoutSort;
};

const LONGEST_TEXT = 100;
const CANCELLED = new Map([
  ["only", true],
  ["no", false],
]);
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const SORTS: Record<string, { sort: PayoutSort; label: string }> = {
  newest: { sort: "NEWEST_FIRST", label: "Newest first" },
  oldest: { sort: "OLDEST_FIRST", label: "Oldest first" },
  largest: { sort: "LARGEST_FIRST", label: "Largest first" },
  smallest: { sort: "SMALLEST_FIRST", label: "Smallest first" },
};

/** The search that an address names. What it does not understand is dropped, as are ends in the wrong order. */
export function searchNamed(filters: Record<string, string>): PayoutSearch {
  const [from, to] = inOrder(dayOf(filters.from), dayOf(filters.to));
  const [minPaise, maxPaise] = inOrder(paiseOf(filters.min), paiseOf(filters.max));
  return {
    choice: choiceOf(filters.status),
    text: (filters.q ?? "").trim().slice(0, LONGEST_TEXT),
    from,
    to,
    minPaise,
    maxPaise,
    account: idOf(filters.account),
    batch: idOf(filters.batch),
    cancelled: CANCELLED.get(filters.cancelled ?? "") ?? null,
    isReturned: filters.returned === "yes",
    sort: SORTS[filters.sort ?? ""]?.sort ?? "NEWEST_FIRST",
  };
}

/** The inverse: every filter of the view, empty where it is off. */
export function filtersNaming(search: PayoutSearch): Record<string, string> {
  const sort = Object.entries(SORTS).find(([, it]) => it.sort === search.sort)?.[0] ?? "newest";
  return {
    status: search.choice ?? "",
    q: search.text,
    from: search.from ?? "",
    to: search.to ?? "",
    min: rupeesOf(search.minPaise),
    max: rupeesOf(search.maxPaise),
    account: search.account ?? "",
    batch: search.batch ?? "",
    cancelled: [...CANCELLED].find(([, it]) => it === search.cancelled)?.[0] ?? "",
    returned: search.isReturned ? "yes" : "",
    sort: sort === "newest" ? "" : sort,
  };
}

/** The API's filter. Without `choice`, which the tabs' counts replace. */
export function filterFor(search: PayoutSearch): PayoutFilter {
  const { text, from, to, minPaise, maxPaise, account, batch, cancelled, isReturned } = search;
  return {
    ...(text && { text }),
    ...(from && { from: dayBegins(from) }),
    ...(to && { to: dayBegins(nextDay(to)) }),
    ...(minPaise !== null && { minPaise }),
    ...(maxPaise !== null && { maxPaise }),
    ...(account && { bankAccountId: account }),
    ...(batch && { batchId: batch }),
    ...(cancelled !== null && { cancelled }),
    ...(isReturned && { returned: true }),
  };
}

/** The part of the filter that a tab stands for. */
export function filterOfChoice(choice: Choice | null): PayoutFilter {
  if (choice === null) return {};
  if (choice === "SCHEDULED") return { scheduled: true };
  return choice === "NEEDS_REVIEW" ? { needsReview: true } : { statuses: [choice] };
}

/** The most rows that a reload asks for at once. */
const MOST_ROWS = 200;

/** How many rows the address says are loaded: whole pages, one at least. */
export function rowsNamed(rows: string | undefined, page: number): number {
  const pages = /^\d{1,6}$/.test(rows ?? "") ? Math.ceil(Number(rows) / page) : 1;
  return Math.min(Math.max(pages, 1) * page, MOST_ROWS);
}

/** True if more than the tab and the order narrow the list. */
export function isNarrowed(search: PayoutSearch): boolean {
  const { choice: _, sort: __, isReturned, ...conditions } = search;
  return isReturned || Object.values(conditions).some((it) => it !== null && it !== "");
}

function idOf(text: string | undefined): string | null {
  const id = text?.toLowerCase() ?? "";
  return ID.test(id) ? id : null;
}

function paiseOf(rupees: string | undefined): number | null {
  const parsed = rupees ? parseRupees(rupees) : null;
  return parsed?.ok ? parsed.paise : null;
}

/** `48750.50`: what an address and a field hold. */
export function rupeesOf(paise: number | null): string {
  if (paise === null) return "";
  const digits = String(paise).padStart(3, "0");
  const rest = digits.slice(-2);
  return digits.slice(0, -2) + (rest === "00" ? "" : `.${rest}`);
}

function inOrder<Value extends string | number>(
  from: Value | null,
  to: Value | null,
): [Value | null, Value | null] {
  return from !== null && to !== null && from > to ? [null, null] : [from, to];
}
