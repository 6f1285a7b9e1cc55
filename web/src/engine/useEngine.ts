import { usePolled } from "../api";
import { graphql } from "../gql";

const ENGINE = graphql(`
  query Engine {
    engine {
      openAccess
      playground
      maxAttempts
      bankScripts {
        ending
        description
      }
    }
  }
`);

/** The engine's settings. They change only with a restart, so they are fetched once. */
export function useEngine() {
  return usePolled(ENGINE, {}, { everyMs: false }).data?.engine;
}
