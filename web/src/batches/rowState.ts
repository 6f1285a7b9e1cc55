import { parseRupees } from "../money";
import type { DraftRow } from "./batchDraft";
import { type Faults, faultsOf } from "./rowFaults";
import type { Verdict } from "./useDryRun";

export type RowState = {
  row: DraftRow;
  kind: "checking" | "fix" | "maybe" | "ready";
  faults: Faults;
  alike: Verdict["alike"];
  paise: number;
};

/** What becomes of a row: the page's own faults count at once, the rest when the server has answered. */
export function stateOf(row: DraftRow, verdict: Verdict | undefined): RowState {
  const faults = faultsOf(row, verdict?.faults ?? []);
  const alike = verdict?.alike ?? [];
  const amount = parseRupees(row.amount);
  const kind =
    Object.keys(faults).length > 0
      ? "fix"
      : !verdict
        ? "checking"
        : verdict.verdict === "MAYBE_PAID"
          ? "maybe"
          : "ready";
  return { row, kind, faults, alike, paise: amount.ok ? amount.paise : 0 };
}

export function isPaid({ kind, row }: RowState): boolean {
  return kind === "ready" || (kind === "maybe" && row.isPaidAnyway);
}

export function sumOf(states: RowState[]): number {
  return states.reduce((sum, { paise }) => sum + paise, 0);
}

/** What stands at the foot: how many rows are in which state, and what paying them leaves of the balance. */
export function countsOf(states: RowState[]) {
  const paid = states.filter(isPaid);
  const maybe = states.filter((it) => it.kind === "maybe" && !it.row.isPaidAnyway);
  return {
    paid,
    paise: sumOf(paid),
    fix: states.filter(({ kind }) => kind === "fix").length,
    maybe: maybe.length,
    checking: states.filter(({ kind }) => kind === "checking").length,
  };
}

export type Counts = ReturnType<typeof countsOf>;
