import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type ApiError, connection } from "../api";
import { pollDelay } from "../api/backOff";
import { leavesGap, type Page, type Row, withChanged, withNewest, withOlder } from "./keysetList";

/** How many pages may have come in between two polls before the list begins anew. */
const LONGEST_GAP = 5;
const MOST_CHANGES = 20;

export type KeysetSource<R extends Row> = {
  key: readonly unknown[];
  page: (after: string | null, signal?: AbortSignal) => Promise<Page<R>>;
  /** Rows below the newest page are asked again one by one while they may change; null: the row has left the list. */
  mayChange?: (row: R) => boolean;
  row?: (id: string, signal: AbortSignal) => Promise<R | null>;
};

/**
 * A list that grows at both ends: a poll of the newest page adds on top, "load more" adds below, and neither
 * asks again for what lies between.
 */
export function useKeysetList<R extends Row>({ key, page, mayChange, row }: KeysetSource<R>) {
  const client = useQueryClient();
  const queryKey = [...key, "keyset"];
  const turn = useRef(0);
  const loaded = () => client.getQueryData<Page<R>>(queryKey);

  const poll = async (signal: AbortSignal): Promise<Page<R>> => {
    const newest = await newestPages(page, loaded(), signal);
    const last = newest.rows.at(-1);
    const open = (loaded()?.rows ?? []).filter(
      (it) => last && mayChange?.(it) && !newest.rows.some(({ id }) => id === it.id),
    );
    // In turn, so that no row waits for ever behind others that do not change.
    const asked = Array.from(
      { length: Math.min(MOST_CHANGES, open.length) },
      (_, step) => open[(turn.current + step) % open.length] as R,
    );
    turn.current += asked.length;
    const changed = await Promise.all(
      row ? asked.map(async ({ id }) => [id, await row(id, signal)] as const) : [],
    );
    // Read now and not before the answers came: "load more" may have added to it meanwhile.
    const before = loaded();
    return before ? withNewest(withChanged(before, new Map(changed)), newest) : newest;
  };

  const query = useQuery<Page<R>, ApiError>({
    queryKey,
    queryFn: ({ signal }) => poll(signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      pollDelay(connection.outage() !== null, state.status === "error"),
  });

  const more = useMutation<Page<R>, ApiError, string | null>({
    mutationFn: (after) => page(after),
    onSuccess: (next, after) =>
      client.setQueryData<Page<R>>(queryKey, (before) =>
        // A list that has begun anew meanwhile ends elsewhere.
        before?.endCursor === after ? withOlder(before, next) : before,
      ),
  });

  return {
    /** undefined until the first answer; while `isOfLastChoice`, what was shown before the key changed. */
    rows: query.data?.rows,
    isOfLastChoice: query.isPlaceholderData,
    totalCount: query.data?.totalCount,
    error: query.error,
    refetch: () => void query.refetch(),
    hasMore: !query.isPlaceholderData && (query.data?.hasNextPage ?? false),
    isLoadingMore: more.isPending,
    moreError: more.error,
    loadMore: () => more.mutate(query.data?.endCursor ?? null),
  };
}

async function newestPages<R extends Row>(
  page: KeysetSource<R>["page"],
  loaded: Page<R> | undefined,
  signal: AbortSignal,
): Promise<Page<R>> {
  let newest = await page(null, signal);
  for (let gap = 0; loaded && gap < LONGEST_GAP && leavesGap(newest, loaded); gap++) {
    newest = withOlder(newest, await page(newest.endCursor, signal));
  }
  return newest;
}
