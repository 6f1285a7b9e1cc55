/** The fields that a list needs. Rows come newest first, by time and then by id. */
export type Row = { id: string; createdAt: string };

export type Page<R extends Row> = {
  /** The merchant's revision; every row is as new or newer. */
  revision: string;
  rows: R[];
  endCursor: string | null;
  hasNextPage: boolean;
  totalCount: number;
};

export function isOlder(row: Row, than: Row): boolean {
  return row.createdAt === than.createdAt ? row.id < than.id : row.createdAt < than.createdAt;
}

/** True if rows may be missing between the newest page and the loaded ones, since more came than a page holds. */
export function leavesGap<R extends Row>(newest: Page<R>, loaded: Page<R>): boolean {
  const [last, first] = [newest.rows.at(-1), loaded.rows[0]];
  return newest.hasNextPage && !!last && !!first && isOlder(first, last);
}

/**
 * Merges the newest page into the loaded rows. The page replaces all rows in its range: a row that it lacks has left
 * the filter. Older rows stay as loaded, so that the reader keeps the scroll position.
 */
export function withNewest<R extends Row>(loaded: Page<R>, newest: Page<R>): Page<R> {
  const last = newest.rows.at(-1);
  if (!last || !newest.hasNextPage) return newest;
  const older = loaded.rows.filter((row) => isOlder(row, last));
  // With a gap the loaded rows cannot be joined: the list starts over.
  if (older.length === 0 || leavesGap(newest, loaded)) return newest;
  const { revision, totalCount } = newest;
  return { ...loaded, revision, rows: [...newest.rows, ...older], totalCount };
}

export function withOlder<R extends Row>(loaded: Page<R>, next: Page<R>): Page<R> {
  const known = new Set(loaded.rows.map(({ id }) => id));
  const rows = [...loaded.rows, ...next.rows.filter(({ id }) => !known.has(id))];
  return { ...next, revision: loaded.revision, rows };
}
