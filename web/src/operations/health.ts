import { usePolled } from "../api";
import { graphql } from "../gql";
import type { HealthQuery, HealthSignKind } from "../gql/graphql";

const HEALTH = graphql(`
  query Health {
    health {
      isWell
      signs {
        kind
        isWell
        text
      }
      workers {
        name
        isAlive
        startedAt
        beatAt
        threads
        busy
        lastClaimAt
      }
    }
  }
`);

const REFRESH_EVERY_MS = 10_000;

export type WorkerRow = HealthQuery["health"]["workers"][number];

export const SIGN: Record<HealthSignKind, string> = {
  WORKERS: "Workers",
  QUEUE: "Due payouts",
  BROKER: "Task queue",
  LOCKS: "Locks",
  BANK: "Bank",
};

export function useHealth() {
  const { data, error, refetch } = usePolled(HEALTH, {}, { everyMs: REFRESH_EVERY_MS });
  return { health: data?.health, error, refetch: () => void refetch() };
}
