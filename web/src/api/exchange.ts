import type { TypedDocumentString } from "../gql/graphql";
import { csrfToken } from "./csrfToken";
import { Unreachable } from "./errors";
import { withPatience } from "./patience";

const ADDRESS = "/graphql/";
const PATIENCE_MS = 15_000;

/** A response as it came; `retryAfter` in seconds. */
export type Answer = { status: number; text: string; retryAfter: number | undefined };

/** The body of one operation's request. */
export function bodyOf<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): string {
  return JSON.stringify({ query: document.toString(), variables });
}

/** Sends one operation. Throws Unreachable, or the signal's reason. */
export function send(body: string, signal?: AbortSignal): Promise<Answer> {
  const patience = withPatience(PATIENCE_MS, signal);
  const sent = { method: "POST", headers: headers(), body, signal: patience.signal };
  return answer(sent).finally(patience.end);
}

/** The only step whose errors mean that there was no response: a missing function elsewhere is a TypeError too. */
async function answer(sent: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(ADDRESS, sent);
    const text = await response.text();
    const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
    return { status: response.status, text, retryAfter };
  } catch (cause) {
    throw new Unreachable("No response.", { cause });
  }
}

function headers(): Headers {
  const all = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token) all.set("X-CSRFToken", token);
  return all;
}
