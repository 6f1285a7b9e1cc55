import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ApiError, following } from "../api";
import { leavesGap, type Page, type Row, withNewest, withOlder } from "./keysetList";

/** The number of pages that may arrive between two polls before the list starts over. */
const LONGEST_GAP = 5;

export type KeysetSource<R extends Row> = {
  key: readonly unknown[];
  page: (after: string | null, signal?: AbortSignal) => Promise<Page<R>>;
};

/**
 * A list that grows at both ends: a new revision refetches the newest page, which adds rows on top, and "load more"
 * adds rows below. Neither refetches the pages between.
 */
export function useKeysetList<R extends Row>({ key, page }: KeysetSource<R>) {
  const client = useQueryClient();
  const queryKey = [...key, "keyset"];
  const loaded = () => client.getQueryData<Page<R>>(queryKey);

  const poll = async (signal: AbortSignal): Promise<Page<R>> => {
    const newest = await newestPages(page, loaded(), signal);
    // Read only now, since "load more" may have added rows meanwhile.
    const shown = loaded();
    return shown ? withNewest(shown, newest) : newest;
  };

  const query = useQuery<Page<R>, ApiError>({
    queryKey,
    queryFn: ({ signal }) => poll(signal),
    placeholderData: keepPreviousData,
    meta: following(),
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
): Promise<Page<R>> {
  let newest = await page(null, signal);
  for (let gap = 0; loaded && gap < LONGEST_GAP && leavesGap(newest, loaded); gap++) {
    newest = withOlder(newest, await page(newest.endCursor, signal));
  }
  return newest;
}
