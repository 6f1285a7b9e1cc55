import { useEffect, useRef, useState } from "react";
import { announce } from "../navigation/announcer";
import { changedSince, changesText } from "./changes";
import type { ListedPayout } from "./payoutList";

const FRESH_MS = 2500;
const NONE: ReadonlySet<string> = new Set();

/**
 * Announces the rows that a poll has changed, and returns their ids for a moment, to highlight them. `list` identifies
 * the list: switching to another one is not a change.
 */
export function useAnnouncedChanges(rows: ListedPayout[] | undefined, list: string) {
  const last = useRef<{ list: string; rows: ListedPayout[] }>(undefined);
  const [fresh, setFresh] = useState(NONE);
  useEffect(() => {
    if (!rows) return;
    const changed = last.current?.list === list ? changedSince(last.current.rows, rows) : [];
    last.current = { list, rows };
    if (changed.length === 0) return;
    announce(changesText(changed));
    setFresh(new Set(changed.map(({ id }) => id)));
  }, [rows, list]);
  useEffect(() => {
    if (fresh === NONE) return;
    const timer = setTimeout(() => setFresh(NONE), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
