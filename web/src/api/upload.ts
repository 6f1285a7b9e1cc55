import { connection } from "./connection";
import { csrfToken } from "./csrfToken";
import { Refused, Unreachable } from "./errors";
import { withPatience } from "./patience";
import { sessionGate } from "./sessionGate";

const PATIENCE_MS = 60_000;

/** Posts a file to the REST API and resolves to its JSON. Throws Refused with the server's message, or Unreachable. */
export async function upload<Result>(
  address: string,
  body: Blob,
  headers: Record<string, string>,
): Promise<Result> {
  const patience = withPatience(PATIENCE_MS);
  try {
    const result = await answer<Result>(address, body, headers, patience.signal);
    connection.markReached();
    sessionGate.accept();
    return result;
  } catch (cause) {
    if (cause instanceof Unreachable) connection.markUnreachable();
    if (cause instanceof Refused) {
      connection.markReached();
      if (cause.code === "unauthenticated") sessionGate.close();
    }
    throw cause;
  } finally {
    patience.end();
  }
}

async function answer<Result>(
  address: string,
  body: Blob,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Result> {
  const { response, text } = await exchanged(address, body, headers, signal);
  const unexpected = `Unexpected response (HTTP ${response.status}).`;
  let json: { error?: string; message?: string };
  try {
    json = JSON.parse(text);
  } catch {
    // A proxy's page.
    throw response.status < 500 ? new Refused(unexpected) : new Unreachable(unexpected);
  }
  if (response.ok) return json as Result;
  const { error, message = unexpected } = json;
  if (error === "unavailable") throw new Unreachable(message);
  throw new Refused(message, error, Number(response.headers.get("Retry-After")) || undefined);
}

/** The only step whose errors mean that there was no response. */
async function exchanged(
  address: string,
  body: Blob,
  given: Record<string, string>,
  signal: AbortSignal,
) {
  const headers = new Headers({ ...given, Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token) headers.set("X-CSRFToken", token);
  try {
    const response = await fetch(address, { method: "POST", headers, body, signal });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new Unreachable("No response.", { cause });
  }
}
