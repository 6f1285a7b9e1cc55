import { QueryClient } from "@tanstack/react-query";
import { graphql } from "../gql";
import { connection } from "./connection";
import { request } from "./request";
import { sessionGate } from "./sessionGate";

// A small query that still needs the database.
const PROBE = graphql(`
  query Probe {
    merchants(first: 1) {
      edges {
        cursor
      }
    }
  }
`);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A server on this machine responds without a network, and Connection does the retrying.
      networkMode: "always",
      retry: false,
      refetchOnReconnect: false,
      // Behind the sign-in nothing is asked: it finds out itself who has signed in, and whether it is the same user.
      refetchOnWindowFocus: () => (sessionGate.isClosed() ? false : "always"),
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Refetches everything on the screen at once: after a mutation, or when the server is back. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries();
}

/** Called once, by main.tsx. */
export function watchConnection() {
  connection.start(() => request(PROBE, {}), refreshAll);
  window.addEventListener("online", connection.tryNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void connection.tryNow();
  });
}
