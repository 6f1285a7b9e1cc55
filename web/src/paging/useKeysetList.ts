import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type ApiError, following } from "../api";
import { leavesGap, type Page, type Row, withChanged, withNewest, withOlder } from "./keysetList";

/** The number of pages that may arrive between two polls before the list starts over. */
const LONGEST_GAP = 5;
const MOST_CHANGES = 20;
/** So many pages of a list in another order are refetched after a change, and no oftener. */
const MOST_PAGES = 10;
const REFETCH_EVERY_MS = 9_000;

export type KeysetSource<R extends Row> = {
  key: readonly unknown[];
  /** `first`: how many rows, if not as many as usual. */
  page: (after: string | null, signal?: AbortSignal, first?: number) => Promise<Page<R>>;
  /** Rows of the first request: what "load more" had loaded before a reload. */
  initial?: number | undefined;
  /** Refetches one row below the newest page while it may change; null if the row has left the list. */
  mayChange?: (row: R) => boolean;
  row?: (id: string, signal: AbortSignal) => Promise<R | null>;
  /** False for another order, in which a new row may come anywhere: then all loaded pages are refetched. */
  isNewestFirst?: boolean;
};

/**
 * A list that grows at both ends: a new revision refetches the newest page, which adds rows on top, and "load more"
 * adds rows below. Neither refetches the pages between.
 */
export function useKeysetList<R extends Row>({
  key,
  page,
  initial,
  mayChange,
  row,
  isNewestFirst = true,
}: KeysetSource<R>) {
  const client = useQueryClient();
  const queryKey = [...key, "keyset"];
  const turn = useRef({ at: 0, revision: "", left: 0 });
  const loaded = () => client.getQueryData<Page<R>>(queryKey);

  const poll = async (signal: AbortSignal): Promise<Page<R>> => {
    let newest = await newestPages(page, loaded(), signal, initial);
    const last = newest.rows.at(-1);
    const open = (loaded()?.rows ?? []).filter(
      (it) => last && mayChange?.(it) && !newest.rows.some(({ id }) => id === it.id),
    );
    // Round robin, so that no row waits for ever behind unchanging ones.
    const asked = Array.from(
      { length: Math.min(MOST_CHANGES, open.length) },
      (_, step) => open[(turn.current.at + step) % open.length] as R,
    );
    const { at, revision, left } = turn.current;
    const before = revision === newest.revision ? left : open.length;
    turn.current = {
      at: at + asked.length,
      revision: newest.revision,
      left: Math.max(0, before - asked.length),
    };
    const changed = await Promise.all(
      row ? asked.map(async ({ id }) => [id, await row(id, signal)] as const) : [],
    );
    // No revision while some rows are still to be refetched, so that the next poll continues with them.
    if (turn.current.left > 0) newest = { ...newest, revision: "" };
    // Read only now, since "load more" may have added rows meanwhile.
    const shown = loaded();
    return shown ? withNewest(withChanged(shown, new Map(changed)), newest) : newest;
  };

  const query = useQuery<Page<R>, ApiError>({
    queryKey,
    queryFn: ({ signal }) =>
      isNewestFirst ? poll(signal) : allPages(page, loaded(), signal, initial),
    placeholderData: keepPreviousData,
    meta: following(isNewestFirst ? {} : { atMostEveryMs: REFETCH_EVERY_MS }),
  });

  const more = useMutation<Page<R>, ApiError, string | null>({
    mutationFn: (after) => page(after),
    onSuccess: (next, after) =>
      client.setQueryData<Page<R>>(queryKey, (before) =>
        // A list that has started over meanwhile has another end.
        before?.endCursor === after ? withOlder(before, next) : before,
      ),
  });

  return {
    /** undefined until the first response; while `isOfLastChoice`, the rows of the previous key. */
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
  initial: number | undefined,
): Promise<Page<R>> {
  let newest = await page(null, signal, loaded ? undefined : initial);
  for (let gap = 0; loaded && gap < LONGEST_GAP && leavesGap(newest, loaded); gap++) {
    newest = withOlder(newest, await page(newest.endCursor, signal));
  }
  return newest;
}

async function allPages<R extends Row>(
  page: KeysetSource<R>["page"],
  loaded: Page<R> | undefined,
  signal: AbortSignal,
  initial: number | undefined,
): Promise<Page<R>> {
  let all = await page(null, signal, loaded ? undefined : initial);
  const wanted = loaded?.rows.length ?? 0;
  for (let count = 1; count < MOST_PAGES && all.rows.length < wanted && all.hasNextPage; count++) {
    all = withOlder(all, await page(all.endCursor, signal));
  }
  return all;
}
