import { csrfToken } from "./csrfToken";
import { Unreachable } from "./errors";
import { withPatience } from "./patience";

const ADDRESS = "/session/";
const PATIENCE_MS = 20_000;

export type SessionAnswer<Body> = {
  status: number;
  body: Partial<Body> & { error?: string; message?: string; field?: string };
  retryAfter: string | null;
};

/**
 * Sends to an address below /session/. Fetches the CSRF token if it is missing, and once more if the server rejects it
 * as stale. Throws Unreachable without a usable response.
 */
export async function sendToSession<Body>(
  method: string,
  path = "",
  contents?: object,
): Promise<SessionAnswer<Body>> {
  if (method === "GET") return exchange(method, path);
  if (!csrfToken(document.cookie)) await exchange("GET", "");
  const result = await exchange<Body>(method, path, contents);
  if (result.body.error !== "csrf_failed") return result;
  await exchange("GET", "");
  return exchange(method, path, contents);
}

async function exchange<Body>(method: string, path: string, contents?: object) {
  const headers = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token) headers.set("X-CSRFToken", token);
  const patience = withPatience(PATIENCE_MS);
  const sent = {
    method,
    headers,
    body: contents ? JSON.stringify(contents) : null,
    signal: patience.signal,
  };
  return answer<Body>(path, sent).finally(patience.end);
}

/** The only step whose errors mean that there was no usable response. */
async function answer<Body>(path: string, sent: RequestInit): Promise<SessionAnswer<Body>> {
  try {
    const response = await fetch(ADDRESS + path, sent);
    const body = response.status === 204 ? {} : await response.json();
    return { status: response.status, body, retryAfter: response.headers.get("Retry-After") };
  } catch (cause) {
    throw new Unreachable("No response.", { cause });
  }
}
