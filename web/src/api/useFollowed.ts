import { type QueryClient, type QueryMeta, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { graphql } from "../gql";
import type { TypedDocumentString } from "../gql/graphql";
import { LONGEST_MS, quietDelay } from "./backOff";
import type { ApiError } from "./errors";
import { keyOf } from "./keys";
import { request } from "./request";
import { usePolled } from "./usePolled";

const REVISION = graphql(`
  query Revision($merchantId: ID!) {
    revision(merchantId: $merchantId)
  }
`);

/** Data whose query asks for `revision` first, so that the other fields are as new or newer. */
export type Revised = { revision: string };

type Pace = { atMostEveryMs?: number };

/** For a query's `meta`: refetch it when the merchant's revision differs from the one in its data. */
export function following({ atMostEveryMs = 0 }: Pace = {}): QueryMeta {
  return { follows: true, atMostEveryMs };
}

/** `keepsDataOf`: until there is data for these variables, show that of the ones before, if it says so. */
type Following<Variables> = Pace & {
  keepsDataOf?: (before: NoInfer<Variables>) => boolean;
  enabled?: boolean;
};

/** A query about the merchant on the screen, refetched whenever that merchant's revision changes. */
export function useFollowed<Result extends Revised, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { keepsDataOf, enabled = true, ...pace }: Following<Variables> = {},
) {
  return useQuery<Result, ApiError>({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => request(document, variables, signal),
    enabled,
    meta: following(pace),
    placeholderData: (data, query) =>
      query && keepsDataOf?.(query.queryKey[1] as Variables) ? data : undefined,
  });
}

/**
 * The page's only frequent poll: the merchant's revision, every 3 s, and every 5 s after a minute without a change. A
 * new revision refetches each following query once.
 */
export function useRevision(merchantId: string) {
  const client = useQueryClient();
  const changed = useRef({ revision: "", at: Date.now() });
  const { data, dataUpdatedAt } = usePolled(
    REVISION,
    { merchantId },
    { everyMs: () => quietDelay(Date.now() - changed.current.at) },
  );
  useEffect(() => {
    if (!data) return;
    if (data.revision !== changed.current.revision)
      changed.current = { revision: data.revision, at: dataUpdatedAt };
    refetchOutdated(client, data.revision, dataUpdatedAt);
  }, [client, data, dataUpdatedAt]);
}

/** Leaves a running fetch alone: if its data turns out to be old, the next poll refetches it. */
export function refetchOutdated(client: QueryClient, revision: string, now: number) {
  for (const { queryKey, meta, state } of client.getQueryCache().findAll({ type: "active" })) {
    if (!meta?.follows || state.fetchStatus !== "idle") continue;
    const isDue =
      state.status === "error"
        ? now - state.errorUpdatedAt >= LONGEST_MS
        : (state.data as Revised | undefined)?.revision !== revision &&
          now - state.dataUpdatedAt >= Number(meta.atMostEveryMs);
    if (isDue) void client.refetchQueries({ queryKey, exact: true });
  }
}
