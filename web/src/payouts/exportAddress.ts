import type { PayoutFilter, PayoutSort } from "../gql/graphql";
import { SORTS } from "./payoutSearch";

export const EXPORT_ADDRESS = "/api/v1/payouts/export/";
/** A file that is written at once holds no more; a job writes larger ones. */
export const MOST_EXPORTED = 5000;

export type ExportFormat = "csv" | "xlsx";

/** The REST API's parameters for the filter and the order that the list has in GraphQL. */
export function exportParameters(
  merchantId: string,
  filter: PayoutFilter,
  sort: PayoutSort,
  format: ExportFormat,
): Record<string, string> {
  const { text, statuses, needsReview, cancelled, scheduled, from, to, minPaise, maxPaise } =
    filter;
  const { bankAccountId, batchId, returned } = filter;
  const named = Object.entries(SORTS).find(([, it]) => it.sort === sort)?.[0];
  const all = {
    merchant_id: merchantId,
    format,
    sort: named,
    text,
    status: statuses?.join(",").toLowerCase(),
    needs_review: needsReview,
    cancelled,
    scheduled,
    from,
    to,
    min_paise: minPaise,
    max_paise: maxPaise,
    bank_account_id: bankAccountId,
    batch_id: batchId,
    returned,
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]) => [name, String(value)]),
  );
}
