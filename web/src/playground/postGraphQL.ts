import { csrfToken } from "../api/csrfToken";

/** One GraphQL request, in the shape of GraphiQL's own parameters. */
export type GraphQLRequest = {
  query: string;
  operationName?: string | null | undefined;
  variables?: unknown;
};

/** The API is at the address that served the page, except for the bare file. */
export function apiPath(pagePath: string): string {
  return pagePath.endsWith(".html") ? "/graphql/" : pagePath;
}

/** Resolves to the response's JSON. Anything else, such as a proxy's error page, becomes a GraphQL error. */
export async function postGraphQL(
  request: GraphQLRequest,
  extra: { headers?: Record<string, string>; apiKey?: string | null; signal?: AbortSignal } = {},
): Promise<unknown> {
  const headers = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token && !extra.apiKey) headers.set("X-CSRFToken", token);
  if (extra.apiKey) headers.set("Authorization", `Bearer ${extra.apiKey}`);
  for (const [name, value] of Object.entries(extra.headers ?? {})) headers.set(name, value);

  const response = await fetch(apiPath(location.pathname), {
    method: "POST",
    headers,
    body: JSON.stringify(request),
    signal: extra.signal ?? null,
    // A key calls as itself: the session's cookie stays here.
    credentials: extra.apiKey ? "omit" : "same-origin",
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    const status = `HTTP ${response.status} ${response.statusText}`.trim();
    return { errors: [{ message: `Unexpected response: ${status}.` }] };
  }
}
