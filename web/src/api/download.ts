import { connection } from "./connection";
import { Refused, Unreachable } from "./errors";
import { withPatience } from "./patience";
import { sessionGate } from "./sessionGate";

/** A file of thousands of rows takes its time. */
const PATIENCE_MS = 60_000;
const NAME = /filename="([^"]+)"/;

export type Download = { file: Blob; name: string };

/** Fetches a file of the REST API. Throws Refused with the server's message, or Unreachable. */
export async function download(
  address: string,
  parameters: Record<string, string>,
): Promise<Download> {
  const patience = withPatience(PATIENCE_MS);
  try {
    const response = await answer(`${address}?${new URLSearchParams(parameters)}`, patience.signal);
    connection.markReached();
    sessionGate.accept();
    return response;
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

async function answer(address: string, signal: AbortSignal): Promise<Download> {
  const { response, file } = await fetched(address, signal);
  if (response.ok) {
    const [, name = "export"] = NAME.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
    return { file, name };
  }
  throw await refusal(response, file);
}

/** The only step whose errors mean that there was no response. */
async function fetched(address: string, signal: AbortSignal) {
  try {
    const response = await fetch(address, { signal });
    return { response, file: await response.blob() };
  } catch (cause) {
    throw new Unreachable("No response.", { cause });
  }
}

async function refusal({ status, headers }: Response, body: Blob) {
  const retryAfter = Number(headers.get("Retry-After")) || undefined;
  try {
    const { error, message } = JSON.parse(await body.text());
    if (error === "unavailable") return new Unreachable(message);
    if (typeof message === "string") return new Refused(message, error, retryAfter);
  } catch {
    // A proxy's page: handled below.
  }
  const unexpected = `Unexpected response (HTTP ${status}).`;
  return status < 500 ? new Refused(unexpected) : new Unreachable(unexpected);
}
