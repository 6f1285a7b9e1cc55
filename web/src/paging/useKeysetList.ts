import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type ApiError, following } from "../api";
import { leavesGap, type Page, type Row, withChanged, withNewest, withOlder } from "./keysetList";

/** How many pages may have come in between two answers before the list begins anew. */
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
 * A list that grows at both ends: whenever something has changed, the newest page is asked again and adds on top, "load more" adds below, and neither
 * asks again for what lies between.
 */
export function useKeysetList<R extends Row>({ key, page, mayChange, row }: KeysetSource<R>) {
  const client = useQueryClient();
  const queryKey = [...key, "keyset"];
  const turn = useRef({ at: 0, revision: "", left: 0 });
  const loaded = () => client.getQueryData<Page<R>>(queryKey);

  const poll = async (signal: AbortSignal): Promise<Page<R>> => {
    let newest = await newestPages(page, loaded(), signal);
    const last = newest.rows.at(-1);
    const open = (loaded()?.rows ?? []).filter(
      (it) => last && mayChange?.(it) && !newest.rows.some(({ id }) => id === it.id),
    );
    // In turn, so that no row waits for ever behind others that do not change.
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
    // Of no revision while some of the rows are yet to be asked: the next poll goes on with them.
    if (turn.current.left > 0) newest = { ...newest, revision: "" };
    // Read now and not before the answers came: "load more" may have added to it meanwhile.
    const shown = loaded();
    return shown ? withNewest(withChanged(shown, new Map(changed)), newest) : newest;
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
