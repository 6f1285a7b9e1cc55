import type { TypedDocumentString } from "../gql/graphql";
import { connection } from "./connection";
import { csrfToken } from "./csrfToken";
import { Refused, Unreachable } from "./errors";
import { sessionGate } from "./sessionGate";

const ADDRESS = "/graphql/";
const PATIENCE_MS = 15_000;
const SIGNED_OUT = "You were signed out. Sign in and send it again.";

type Answer<Result> = {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string } }[];
};

/** Sends one operation and resolves to its data. Throws Unreachable or Refused. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    const answer = await exchange<Result>(document.toString(), variables, signal);
    connection.markReached();
    sessionGate.grant();
    return answer;
  } catch (cause) {
    // A query that nobody waits for any more says nothing about the server.
    if (signal?.aborted) throw cause;
    if (cause instanceof Refused) {
      connection.markReached();
      if (cause.code === "UNAUTHENTICATED") sessionGate.refuse();
      throw cause;
    }
    connection.markUnreachable();
    throw cause instanceof Unreachable ? cause : new Unreachable("No response.", { cause });
  }
}

async function exchange<Result>(query: string, variables: unknown, signal?: AbortSignal) {
  const timeout = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(ADDRESS, {
    method: "POST",
    headers: headers(),
    body: JSON.stringify({ query, variables }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const { data, errors } = parse<Result>(await response.text(), response.status);
  const [error] = errors ?? [];
  const code = error?.extensions?.code;
  // The engine is there, and its database is not.
  if (code === "UNAVAILABLE") throw new Unreachable(error?.message);
  if (code === "UNAUTHENTICATED") throw new Refused(SIGNED_OUT, code);
  if (error) throw new Refused(error.message, code);
  if (!data) throw new Refused(`Empty response (HTTP ${response.status}).`);
  return data;
}

function headers(): Headers {
  const all = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
  const token = csrfToken(document.cookie);
  if (token) all.set("X-CSRFToken", token);
  return all;
}

function parse<Result>(text: string, status: number): Answer<Result> {
  try {
    const answer: unknown = JSON.parse(text);
    if (answer && typeof answer === "object") return answer as Answer<Result>;
  } catch {
    // Told below: a proxy's page, or an answer cut short.
  }
  const message = `Unexpected response (HTTP ${status}).`;
  throw status >= 400 && status < 500 ? new Refused(message) : new Unreachable(message);
}
