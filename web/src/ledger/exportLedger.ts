import { request } from "../api/request";
import { graphql } from "../gql";
import type { LedgerEntryType, LedgerExportQuery } from "../gql/graphql";
import { csvFile } from "./csv";
import { entryLine, HEADING } from "./ledgerCsv";

const LEDGER_EXPORT = graphql(`
  query LedgerExport($merchantId: ID!, $types: [LedgerEntryType!], $first: Int!, $after: String) {
    merchant(id: $merchantId) {
      name
    }
    ledger(merchantId: $merchantId, types: $types, first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          sequence
          createdAt
          entryType
          description
          amountPaise
          availableAfterPaise
          payoutId
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 100;

export type Progress = { done: number; total: number };

/** Every entry of these types at the start of the export; entries posted meanwhile are not included. */
export async function exportLedger(
  merchantId: string,
  types: LedgerEntryType[],
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<{ file: Blob; merchantName: string; count: number }> {
  const choice = { merchantId, types: types.length > 0 ? types : null, first: PAGE };
  const lines = [HEADING];
  let merchantName = "";
  let total = 0;
  let after: string | null = null;
  do {
    const page: LedgerExportQuery = await request(LEDGER_EXPORT, { ...choice, after }, signal);
    const { edges, pageInfo } = page.ledger;
    for (const { node } of edges) lines.push(entryLine(node));
    merchantName ||= page.merchant?.name ?? "";
    total ||= page.ledger.totalCount;
    onProgress({ done: lines.length - 1, total });
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return { file: csvFile(lines), merchantName, count: lines.length - 1 };
}
