import { useSyncExternalStore } from "react";
import { Refused } from "./errors";
import { queryClient } from "./queryClient";

/** The error that keeps some data on the screen out of date although the server responds; null if all is current. */
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
