import { useEffect, useMemo, useRef, useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { PreviewPayoutsQuery } from "../gql/graphql";
import { type DraftRow, rowOf } from "./batchDraft";

const PREVIEW_PAYOUTS = graphql(`
  query PreviewPayouts($merchantId: ID!, $rows: [PayoutBatchRowInput!]!) {
    revision(merchantId: $merchantId)
    previewPayouts(merchantId: $merchantId, rows: $rows) {
      availablePaise
      rows {
        number
        verdict
        faults {
          field
          message
        }
        alike {
          kind
          payoutId
          row
        }
      }
    }
  }
`);

const REST_MS = 400;
const AGAIN_EVERY_MS = 9_000;

export type Verdict = PreviewPayoutsQuery["previewPayouts"]["rows"][number];

/** What the server says of these rows, a moment after the last of them was changed. `rows` has no blank ones. */
export function useDryRun(merchantId: string, rows: DraftRow[]) {
  const asked = useMemo(() => JSON.stringify(rows.map((row) => [row.key, rowOf(row)])), [rows]);
  const rested = useRested(asked);
  const entries = useMemo(
    () => JSON.parse(rested) as [key: string, row: ReturnType<typeof rowOf>][],
    [rested],
  );
  const { data, error, isPlaceholderData, refetch } = useFollowed(
    PREVIEW_PAYOUTS,
    { merchantId, rows: entries.map(([, row]) => row) },
    {
      atMostEveryMs: AGAIN_EVERY_MS,
      keepsDataOf: (it) => it.merchantId === merchantId,
      enabled: entries.length > 0,
    },
  );
  const preview = entries.length > 0 ? data?.previewPayouts : undefined;
  const isFresh = rested === asked && !isPlaceholderData && preview !== undefined;
  const last = useRef<Map<string, { sent: string; verdict: Verdict }>>(new Map());
  const told = useMemo(() => {
    if (!preview || isPlaceholderData) return last.current;
    const found = new Map<string, { sent: string; verdict: Verdict }>();
    entries.forEach(([key, row], index) => {
      const verdict = preview.rows[index];
      if (verdict) found.set(key, { sent: JSON.stringify(row), verdict });
    });
    last.current = found;
    return found;
  }, [preview, isPlaceholderData, entries]);
  return {
    /** Undefined while the row's present contents are being checked. */
    verdictOf: (row: DraftRow): Verdict | undefined => {
      const it = told.get(row.key);
      return it?.sent === JSON.stringify(rowOf(row)) ? it.verdict : undefined;
    },
    availablePaise: preview?.availablePaise,
    /** It is about the rows as they are. */
    isFresh,
    error,
    refetch: () => void refetch(),
  };
}

function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
