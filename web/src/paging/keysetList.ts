/** What a list has to know of a row; rows come newest first, by time and then by id. */
export type Row = { id: string; createdAt: string };

export type Page<R extends Row> = {
  /** The merchant's, than which no row is older. */
  revision: string;
  rows: R[];
  endCursor: string | null;
  hasNextPage: boolean;
  totalCount: number;
};

export function isOlder(row: Row, than: Row): boolean {
  return row.createdAt === than.createdAt ? row.id < than.id : row.createdAt < than.createdAt;
}

/** Whether there may be rows between the newest page and what is loaded, because more came than a page holds. */
export function leavesGap<R extends Row>(newest: Page<R>, loaded: Page<R>): boolean {
  const [last, first] = [newest.rows.at(-1), loaded.rows[0]];
  return newest.hasNextPage && !!last && !!first && isOlder(first, last);
}

/**
 * The newest page decides about all that is as new as it: what it no longer has is gone (its status was filtered out),
 * what it has is up to date. What is older stays as it was loaded, so that the reader's place is kept.
 */
export function withNewest<R extends Row>(loaded: Page<R>, newest: Page<R>): Page<R> {
  const last = newest.rows.at(-1);
  if (!last || !newest.hasNextPage) return newest;
  const older = loaded.rows.filter((row) => isOlder(row, last));
  // What is loaded cannot be joined to it while a gap is left: the list begins anew.
  if (older.length === 0 || leavesGap(newest, loaded)) return newest;
  const { revision, totalCount } = newest;
  return { ...loaded, revision, rows: [...newest.rows, ...older], totalCount };
}

export function withOlder<R extends Row>(loaded: Page<R>, next: Page<R>): Page<R> {
  const known = new Set(loaded.rows.map(({ id }) => id));
  const rows = [...loaded.rows, ...next.rows.filter(({ id }) => !known.has(id))];
  return { ...next, revision: loaded.revision, rows };
}

/** With some rows as they are now; null for those that have left the list. */
export function withChanged<R extends Row>(
  loaded: Page<R>,
  changed: Map<string, R | null>,
): Page<R> {
  const rows = loaded.rows.flatMap((row) => {
    const now = changed.has(row.id) ? changed.get(row.id) : row;
    return now ? [now] : [];
  });
  return { ...loaded, rows };
}
