import { useEffect, useEffectEvent } from "react";
import { currentLooks } from "../looks/useLooks";
import type { View } from "../navigation/location";
import { go } from "../navigation/navigation";
import { isTyping } from "../ui/isTyping";
import { useOfferedViews } from "./offeredViews";
import { VIEW_OF } from "./views";

/** After `g`, the letter of a view is awaited as long. */
const WAIT_MS = 1500;
/** The one link or button on the page that a shortcut of its own presses. */
const CREATE = "main [aria-keyshortcuts='n']";

/** The keys that work everywhere. None does in a dialog, nor while something is typed; Ctrl-K always finds the search. */
export function useShortcuts(openList: () => void) {
  const groups = useOfferedViews();
  const follow = useEffectEvent((letter: string) => {
    const views = groups.flatMap(({ views }) => views);
    const view = views.find((name: View) => VIEW_OF[name].key === letter);
    if (view) go({ view, payout: null, dialog: null });
  });
  const list = useEffectEvent(openList);

  useEffect(() => {
    let awaitedUntil = 0;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const { key } = event;
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (isCommand && key.toLowerCase() === "k") {
        if (focusSearch()) event.preventDefault();
        return;
      }
      const isOff = currentLooks().shortcuts === "off";
      if (isOff || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (performance.now() < awaitedUntil) {
        awaitedUntil = 0;
        event.preventDefault();
        follow(key.toLowerCase());
      } else if (key === "g") awaitedUntil = performance.now() + WAIT_MS;
      else if (key === "?") list();
      else if (key === "n") document.querySelector<HTMLElement>(CREATE)?.click();
      else if (key === "/" && focusSearch()) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("search input");
  field?.focus();
  field?.select();
  return field !== null;
}
