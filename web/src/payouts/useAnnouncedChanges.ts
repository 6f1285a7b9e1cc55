import { useEffect, useRef, useState } from "react";
import { announce } from "../navigation/announcer";
import { changedSince, changesInWords } from "./changes";
import type { ListedPayout } from "./payoutList";

const FRESH_MS = 2500;
const NONE: ReadonlySet<string> = new Set();

/**
 * Tells a screen reader what a poll has changed; the answer is the same for the eye, for a moment. `list` names what is
 * shown: another one is no change.
 */
export function useAnnouncedChanges(rows: ListedPayout[] | undefined, list: string) {
  const last = useRef<{ list: string; rows: ListedPayout[] }>(undefined);
  const [fresh, setFresh] = useState(NONE);
  useEffect(() => {
    if (!rows) return;
    const changed = last.current?.list === list ? changedSince(last.current.rows, rows) : [];
    last.current = { list, rows };
    if (changed.length === 0) return;
    announce(changesInWords(changed));
    setFresh(new Set(changed.map(({ id }) => id)));
  }, [rows, list]);
  useEffect(() => {
    if (fresh === NONE) return;
    const timer = setTimeout(() => setFresh(NONE), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
