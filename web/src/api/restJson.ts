import { connection } from "./connection";
import { csrfToken } from "./csrfToken";
import { Refused, Unreachable } from "./errors";
import { withPatience } from "./patience";
import { sessionGate } from "./sessionGate";

const PATIENCE_MS = 20_000;

/** One call of the REST API that answers in JSON. Throws Refused with the server's message, or Unreachable. */
export async function restJson<Body>(method: "GET" | "POST", address: string): Promise<Body> {
  const headers = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token && method !== "GET") headers.set("X-CSRFToken", token);
  const patience = withPatience(PATIENCE_MS);
  const { response, body } = await exchanged(address, {
    method,
    headers,
    signal: patience.signal,
  }).finally(patience.end);
  if (response.ok) {
    connection.markReached();
    return body as Body;
  }
  const { error, message = `Unexpected response (HTTP ${response.status}).` } = body;
  if (error === "unavailable" || !error) {
    connection.markUnreachable();
    throw new Unreachable(message);
  }
  connection.markReached();
  if (error === "unauthenticated") sessionGate.close();
  throw new Refused(message, error, Number(response.headers.get("Retry-After")) || undefined);
}

/** The only step whose errors mean that there was no usable response. */
async function exchanged(address: string, sent: RequestInit) {
  try {
    const response = await fetch(address, sent);
    const body: { error?: string; message?: string } = await response.json();
    return { response, body };
  } catch (cause) {
    connection.markUnreachable();
    throw new Unreachable("No response.", { cause });
  }
}
