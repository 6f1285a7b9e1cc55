import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { TypedDocumentString } from "../gql/graphql";
import { POLL_EVERY_MS, pollDelay } from "./backOff";
import { connection } from "./connection";
import type { ApiError } from "./errors";
import { keyOf, pagesKeyOf } from "./keys";
import { refreshAll } from "./queryClient";
import { request } from "./request";
import { sessionGate } from "./sessionGate";

type Pace = number | false;

type Polling = {
  /** false: fetched once, and again when the tab is shown. A function chooses the pace from the data. */
  everyMs?: Pace | ((data: unknown) => Pace);
  enabled?: boolean;
};

/** A query that is refetched every 3 s, but not in a hidden tab or while the server is down. */
export function usePolled<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  polling: Polling = {},
) {
  return useQuery<Result, ApiError>({
    queryKey: keyOf(document, variables),
    queryFn: ({ signal }) => request(document, variables, signal),
    ...refetching(polling),
  });
}

type Connected<Node> = {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount: number;
};

/** usePolled for a connection, page by page. `connectionOf` picks it from the data; `variables` omit `after`. */
export function usePolledPages<Result, Variables extends { after?: unknown }, Node>(
  document: TypedDocumentString<Result, Variables>,
  variables: Omit<Variables, "after">,
  connectionOf: (data: Result) => Connected<Node>,
  polling: Polling = {},
) {
  const pages = useInfiniteQuery({
    queryKey: pagesKeyOf(document, variables),
    queryFn: ({ signal, pageParam }) =>
      request(document, { ...variables, after: pageParam } as unknown as Variables, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Result) => {
      const { hasNextPage, endCursor } = connectionOf(last).pageInfo;
      return hasNextPage ? endCursor : null;
    },
    ...refetching(polling),
  });
  const connections = pages.data?.pages.map(connectionOf);
  return {
    /** undefined until the first response. */
    nodes: connections?.flatMap(({ edges }) => edges.map(({ node }) => node)),
    totalCount: connections?.[0]?.totalCount,
    error: pages.error as ApiError | null,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage({ cancelRefetch: true }),
    refetch: () => void pages.refetch(),
    /** The last response's time, in milliseconds. */
    dataUpdatedAt: pages.dataUpdatedAt,
  };
}

/** A mutation. Its success refetches everything on the screen. */
export function useSend<Result, Variables>(document: TypedDocumentString<Result, Variables>) {
  return useMutation<Result, ApiError, Variables>({
    mutationFn: (variables) => request(document, variables),
    onSuccess: () => void refreshAll(),
  });
}

/** The current outage, or null while the server responds. */
export function useOutage() {
  return useSyncExternalStore(connection.subscribe, connection.outage);
}

function refetching({ everyMs = POLL_EVERY_MS, enabled = true }: Polling) {
  return {
    enabled,
    refetchInterval: ({ state }: { state: { status: string; data: unknown } }) => {
      const pace = typeof everyMs === "function" ? everyMs(state.data) : everyMs;
      return (
        pace !== false &&
        !sessionGate.isClosed() &&
        pollDelay(connection.outage() !== null, state.status === "error", pace)
      );
    },
  };
}
