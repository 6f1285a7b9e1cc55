import { QueryClient } from "@tanstack/react-query";
import { graphql } from "../gql";
import { connection } from "./connection";
import { request } from "./request";

// Small, and not answered without the database.
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
      // A server on this machine answers without a network; and the connection does the retrying.
      networkMode: "always",
      retry: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: "always",
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Asks everything on the screen anew, at once: after a mutation, or when the server is back. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries();
}

/** Called once, by main. */
export function watchConnection() {
  connection.start(() => request(PROBE, {}), refreshAll);
  window.addEventListener("online", connection.tryNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void connection.tryNow();
  });
}
