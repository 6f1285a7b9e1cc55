import { usePolled, useSend } from "../api";
import { graphql, readFragment } from "../gql";
import type { IntegrityQuery, IntegrityRunPartsFragment } from "../gql/graphql";

const RUN = graphql(`
  fragment IntegrityRunParts on IntegrityRun {
    id
    askedBy
    askedAt
    startedAt
    endedAt
    rules
    findings {
      rule
      isChecked
      rows
      violations
      faults
      seconds
    }
  }
`);

const INTEGRITY = graphql(`
  query Integrity {
    integrity {
      results {
        statement
        severity
      }
      ended {
        ...IntegrityRunParts
      }
      unfinished {
        ...IntegrityRunParts
      }
    }
  }
`);

const CHECK = graphql(`
  mutation CheckIntegrity {
    checkIntegrity {
      isNew
    }
  }
`);

export type IntegrityRun = IntegrityRunPartsFragment;
export type Finding = IntegrityRun["findings"][number];

/** By what a violation may mean: money that is somebody else's, books out of order, something beside them. */
export const SEVERITIES = { MONEY: "Money", ORDER: "Order", TIDINESS: "Tidiness" };

/** What the server counts up to: one more stands for all numbers above. */
const MOST_COUNTED = 20;
const RUNNING_MS = 1_000;
const RESTING_MS = 30_000;

export function useIntegrity() {
  const { data, error, refetch } = usePolled(
    INTEGRITY,
    {},
    {
      everyMs: (known) =>
        (known as IntegrityQuery | undefined)?.integrity.unfinished ? RUNNING_MS : RESTING_MS,
    },
  );
  const ended = readFragment(RUN, data?.integrity.ended);
  const unfinished = readFragment(RUN, data?.integrity.unfinished);
  return {
    rules: data?.integrity.results,
    ended,
    unfinished,
    error,
    refetch: () => void refetch(),
  };
}

export function useCheckNow() {
  const { mutate, isPending, error } = useSend(CHECK);
  return { check: () => mutate({}), isPending, error };
}

export function violationsText({ isChecked, violations }: Finding): string {
  if (!isChecked) return "Not checked";
  if (violations === 0) return "Holds";
  if (violations > MOST_COUNTED) return `More than ${MOST_COUNTED} violations`;
  return violations === 1 ? "1 violation" : `${violations} violations`;
}

/** `0.04 s`, `12 s`, `3 min` */
export function tookText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

export function secondsOf({ startedAt, endedAt }: IntegrityRun): number {
  return startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : 0;
}
