import type { TypedDocumentString } from "../gql/graphql";

/** The key of a query's data in the cache. */
export function keyOf<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) {
  return [document.toString(), variables] as const;
}

/** The same for usePolledPages; `variables` omit `after`. */
export function pagesKeyOf<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Omit<Variables, "after">,
) {
  return [document.toString(), variables, "pages"] as const;
}
