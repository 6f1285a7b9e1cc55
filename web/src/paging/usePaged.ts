import { useEffect, useMemo } from "react";
import { Refused, type Revised, useFollowed } from "../api";
import type { TypedDocumentString } from "../gql/graphql";
import { currentLocation, go } from "../navigation/navigation";
import { isTop, type Place, TOP } from "./place";

type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor?: string | null;
  endCursor?: string | null;
};
export type Connection<Row> = {
  totalCount?: number;
  edges: { node: Row }[];
  pageInfo: PageInfo;
};

/** The filters of the address at which the pages beside this one are; null where there is none. */
export type Beside = {
  newest: Record<string, string> | null;
  newer: Record<string, string> | null;
  older: Record<string, string> | null;
};

type Options<Result, Variables, Row> = {
  place: Place;
  connectionOf: (data: Result) => Connection<Row>;
  keepsDataOf: (before: NoInfer<Variables>) => boolean;
};

/**
 * One page of a long list, at the place that the address names, kept current. It costs the same at any depth. A place
 * that the list does not have, or no longer has, gives way to the list's top.
 */
export function usePaged<Result extends Revised, Variables extends Place, Row>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { place, connectionOf, keepsDataOf }: Options<Result, Variables, Row>,
) {
  const { data, error, refetch, isPlaceholderData } = useFollowed(document, variables, {
    keepsDataOf,
  });
  // Memoized, since every new array is searched for changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function is another one each time.
  const found = useMemo(() => data && connectionOf(data), [data]);
  const rows = useMemo(() => found?.edges.map(({ node }) => node), [found]);
  const isOfLastChoice = isPlaceholderData;
  const isNowhere =
    (error instanceof Refused && error.code === "BAD_USER_INPUT") ||
    (!isOfLastChoice && rows?.length === 0) ||
    // The newest page has the newest rows: as an upper page it might be a short one.
    (!isOfLastChoice && place.before !== null && found?.pageInfo.hasPreviousPage === false);
  const leaves = isNowhere && !isTop(place);
  useEffect(() => {
    if (leaves) go({ filters: { ...currentLocation().filters, ...TOP } }, { replace: true });
  }, [leaves]);
  const info = found?.pageInfo;
  const cursorAt = (name: "after" | "before", cursor: string | null | undefined) =>
    cursor && !isOfLastChoice ? { ...TOP, [name]: cursor } : null;
  return {
    /** undefined until the first response; while `isOfLastChoice`, the rows of the page before. */
    rows,
    isOfLastChoice,
    totalCount: found?.totalCount,
    error: leaves ? null : error,
    refetch: () => void refetch(),
    beside: {
      newest: isTop(place) ? null : TOP,
      newer: !isTop(place) && info?.hasPreviousPage ? cursorAt("before", info.startCursor) : null,
      older: info?.hasNextPage ? cursorAt("after", info.endCursor) : null,
    } satisfies Beside,
  };
}
