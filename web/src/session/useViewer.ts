import { usePolled } from "../api";
import { graphql } from "../gql";
import type { Scope, ViewerQuery } from "../gql/graphql";

const VIEWER = graphql(`
  query Viewer {
    viewer {
      id
      kind
      name
      scopes
      merchantId
    }
  }
`);

export type Viewer = ViewerQuery["viewer"];

/** Who reads this page, and what they may do; undefined until it is known. Also after a session's end: who it was. */
export function useViewer(): Viewer | undefined {
  return usePolled(VIEWER, {}, { everyMs: 60_000 }).data?.viewer;
}

export function useMay(scope: Scope): boolean {
  return useViewer()?.scopes.includes(scope) ?? false;
}
