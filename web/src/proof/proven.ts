import { useQuery } from "@tanstack/react-query";
import { type ApiError, connection, sessionGate } from "../api";
import { restJson } from "../api/restJson";
import { ageText } from "../payouts/age";

/** A merchant's part of the newest check, as `GET /api/v1/integrity/` tells it. */
export type Proven = {
  status: "OK" | "VIOLATED" | "STALE";
  age_seconds: number | null;
  period_seconds: number;
  proven_sequence: number;
  results: RuleStanding[];
};
export type RuleStanding = {
  id: string;
  statement: string;
  severity: "MONEY" | "ORDER" | "TIDINESS";
  outcome: "HOLDS" | "VIOLATED" | "UNKNOWN";
  violations: number;
  samples: string[];
};
export type Standing = { kind: "ok" | "wait" | "bad"; text: string };

const EVERY_MS = 60_000;

/**
 * How the newest check stands for this merchant, and when that was told by this machine's clock. Asked for by REST: a
 * GraphQL document would come with the first load, as each does.
 */
export function useProven(merchantId: string) {
  const address = `/api/v1/integrity/?${new URLSearchParams({ merchant_id: merchantId })}`;
  const { data, dataUpdatedAt, error, refetch } = useQuery<Proven, ApiError>({
    queryKey: [address],
    queryFn: () => restJson("GET", address),
    refetchInterval: () => !sessionGate.isClosed() && !connection.outage() && EVERY_MS,
  });
  return { proven: data, receivedAt: dataUpdatedAt, error, refetch: () => void refetch() };
}

/** `Proven to #3,712, 2 min ago`. `receivedAt` and `now` are this machine's, the age is the server's. */
export function standingOf(proven: Proven, receivedAt: number, now: number): Standing {
  const { status, age_seconds: age, proven_sequence: sequence, results } = proven;
  const began = receivedAt - (age ?? 0) * 1000;
  const checked =
    age === null ? null : ageText(new Date(began).toISOString(), Math.max(now, receivedAt));
  if (status === "VIOLATED") {
    const broken = results.filter(({ outcome }) => outcome === "VIOLATED").length;
    const text = broken > 0 ? `${rulesText(broken)} violated` : "not all rules were checked";
    return { kind: "bad", text: `Not proven: ${text}, ${checked}` };
  }
  // Nothing is proven of a merchant that is newer than the check.
  if (sequence === 0 && checked !== null && status !== "STALE")
    return { kind: "wait", text: "Not checked yet" };
  if (status === "STALE" || checked === null) {
    const text = checked === null ? "Not checked yet" : `Last checked ${checked}`;
    return { kind: "wait", text };
  }
  return { kind: "ok", text: `Proven to #${numberText(sequence)}, ${checked}` };
}

export function numberText(number: number): string {
  return number.toLocaleString("en-IN");
}

function rulesText(count: number): string {
  return count === 1 ? "1 rule" : `${count} rules`;
}
