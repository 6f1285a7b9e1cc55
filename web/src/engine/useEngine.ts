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

/** How the engine was started. It stays so until it is started again, so it is not polled. */
export function useEngine() {
  return usePolled(ENGINE, {}, { everyMs: false }).data?.engine;
}
