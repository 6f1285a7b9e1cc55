import { type ComponentType, lazy } from "react";

const AGAIN_MS = 4_000;

/**
 * A part of the page that nobody asked for, loaded on demand: while the server is away the rest goes on without it, and
 * it comes later. (What somebody opens says at once that it cannot be loaded: ErrorBoundary.)
 */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>, afterMs = 0) {
  return lazy(async () => {
    for (let pause = afterMs; ; pause = AGAIN_MS) {
      if (pause) await new Promise((over) => setTimeout(over, pause));
      const part = await load().catch(() => null);
      if (part) return { default: part };
    }
  });
}
