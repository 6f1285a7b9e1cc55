import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { TypedDocumentString } from "../gql/graphql";
import { POLL_EVERY_MS, pollDelay } from "./backOff";
import { connection } from "./connection";
import type { ApiError } from "./errors";
import { refreshAll } from "./queryClient";
import { request } from "./request";
import { sessionGate } from "./sessionGate";

type Pace = number | false;

type Polling = {
  /** false: asked once, and again when the tab is shown. It may depend on what is known. */
  everyMs?: Pace | ((data: unknown) => Pace);
  enabled?: boolean;
};

/** A query that is kept fresh: every 3 s, not in a hidden tab, and not while the server is away. */
export function usePolled<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  polling: Polling = {},
) {
  return useQuery<Result, ApiError>({
    queryKey: [document.toString(), variables],
    queryFn: ({ signal }) => request(document, variables, signal),
    ...refetching(polling),
  });
}

type Connected<Node> = {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount: number;
};

/** The same for a connection, page by page. `connectionOf` picks it from the data; `variables` are without `after`. */
export function usePolledPages<Result, Variables extends { after?: unknown }, Node>(
  document: TypedDocumentString<Result, Variables>,
  variables: Omit<Variables, "after">,
  connectionOf: (data: Result) => Connected<Node>,
  polling: Polling = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [document.toString(), variables, "pages"],
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
    /** undefined until the first answer. */
    nodes: connections?.flatMap(({ edges }) => edges.map(({ node }) => node)),
    totalCount: connections?.[0]?.totalCount,
    error: pages.error as ApiError | null,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage({ cancelRefetch: true }),
    refetch: () => void pages.refetch(),
    /** When the last answer came, in milliseconds. */
    dataUpdatedAt: pages.dataUpdatedAt,
  };
}

/** A mutation. Whatever is on the screen is asked anew once it has been answered. */
export function useSend<Result, Variables>(document: TypedDocumentString<Result, Variables>) {
  return useMutation<Result, ApiError, Variables>({
    mutationFn: (variables) => request(document, variables),
    onSuccess: () => void refreshAll(),
  });
}

/** That the server is away; null while it answers. */
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
        !sessionGate.isRefused() &&
        pollDelay(connection.outage() !== null, state.status === "error", pace)
      );
    },
  };
}
