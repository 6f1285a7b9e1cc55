import { csrfToken } from "../api/csrfToken";

/** What one GraphQL call sends; GraphiQL's own parameters have this shape. */
export type GraphQLRequest = {
  query: string;
  operationName?: string | null | undefined;
  variables?: unknown;
};

/** The API is at the address that served the page; only the bare file is somewhere else. */
export function apiPath(pagePath: string): string {
  return pagePath.endsWith(".html") ? "/graphql/" : pagePath;
}

/** Resolves to the answer's JSON. What is not JSON, such as a proxy's error page, is told as a GraphQL error. */
export async function postGraphQL(
  request: GraphQLRequest,
  extra: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<unknown> {
  const headers = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token) headers.set("X-CSRFToken", token);
  for (const [name, value] of Object.entries(extra.headers ?? {})) headers.set(name, value);

  const answer = await fetch(apiPath(location.pathname), {
    method: "POST",
    headers,
    body: JSON.stringify(request),
    signal: extra.signal ?? null,
  });
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    const status = `HTTP ${answer.status} ${answer.statusText}`.trim();
    return { errors: [{ message: `Unexpected response: ${status}.` }] };
  }
}
