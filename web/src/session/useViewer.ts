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
      role
    }
  }
`);

export type Viewer = ViewerQuery["viewer"];

/** The user of this page and their scopes; undefined until known. After a session's end it is still the last user. */
export function useViewer(): Viewer | undefined {
  return usePolled(VIEWER, {}, { everyMs: 60_000 }).data?.viewer;
}

export function useMay(scope: Scope): boolean {
  return useViewer()?.scopes.includes(scope) ?? false;
}
