import { useSyncExternalStore } from "react";
import { Refused } from "./errors";
import { queryClient } from "./queryClient";

/** Why something on the screen is older than it looks though the server answers; null when nothing is. */
export function useStaleReason(): string | null {
  return useSyncExternalStore(subscribe, reason);
}

function subscribe(listener: () => void) {
  return queryClient.getQueryCache().subscribe(listener);
}

function reason(): string | null {
  const stale = queryClient
    .getQueryCache()
    .findAll({ type: "active" })
    .find(({ state }) => state.error instanceof Refused && state.data !== undefined);
  return stale?.state.error?.message ?? null;
}
