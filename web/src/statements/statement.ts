import { useQuery } from "@tanstack/react-query";
import { type ApiError, Refused } from "../api";
import { restJson } from "../api/restJson";
import type { LedgerEntryType } from "../gql/graphql";
import { nextDay, type Span } from "../time/india";

export const STATEMENTS_ADDRESS = "/api/v1/statements/";

type Balances = { available_paise: number; held_paise: number; total_paise: number };

/** As the REST API tells it. */
export type StatementEntry = {
  sequence: number;
  id: string;
  entry_type: string;
  amount_paise: number;
  available_paise: number;
  held_paise: number;
  payout_id: string | null;
  utr: string | null;
  reference: string | null;
  account_number_masked: string | null;
  description: string;
  created_at: string;
};

export type Statement = {
  statement: {
    is_closed: boolean;
    last_sequence: number;
    entries: number;
    opening: Balances;
    closing: Balances;
    credits_paise: number;
    debits_paise: number;
    sums: { entry_type: string; entries: number; paise: number }[];
  };
  entries: StatementEntry[];
};

/** What names the statement in the REST API, which has the day after the last one. */
export function parametersOf(merchantId: string, { from, to }: Span): Record<string, string> {
  return { merchant_id: merchantId, from, to: nextDay(to) };
}

/** Only of days that a statement may have. `isTooLong`: it has more entries than an answer. */
export function useStatement(merchantId: string, span: Span) {
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery<Statement, ApiError>({
    queryKey: ["statement", merchantId, span.from, span.to],
    queryFn: () =>
      restJson<Statement>(
        "GET",
        `${STATEMENTS_ADDRESS}?${new URLSearchParams(parametersOf(merchantId, span))}`,
      ),
    // It is asked for by the entry: only a change of it is worth that again.
    staleTime: 60_000,
  });
  const isTooLong = error instanceof Refused && error.code === "validation_error";
  return { data, error, isTooLong, isFetching, at: dataUpdatedAt, refetch: () => void refetch() };
}

export function typeOf({ entry_type }: { entry_type: string }): LedgerEntryType {
  return entry_type.toUpperCase() as LedgerEntryType;
}

const HOLDS: LedgerEntryType[] = ["PAYOUT_HOLD", "PAYOUT_RELEASE"];

/** A hold moves money between available and on hold, and none in or out. */
export function movesMoney(entry: { entry_type: string }): boolean {
  return !HOLDS.includes(typeOf(entry));
}

/** What was charged, less what was given back; not negative unless more was given back than charged. */
export function chargesOf(sums: Statement["statement"]["sums"]) {
  const of = (...types: LedgerEntryType[]) =>
    -sums.filter((it) => types.includes(typeOf(it))).reduce((sum, { paise }) => sum + paise, 0) ||
    0;
  return {
    feesPaise: of("FEE_DEBIT", "FEE_REFUND"),
    gstPaise: of("FEE_TAX_DEBIT", "FEE_TAX_REFUND"),
  };
}
