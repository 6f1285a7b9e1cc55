import type { TypedDocumentString } from "../gql/graphql";
import { connection } from "./connection";
import { csrfToken } from "./csrfToken";
import { Refused, Unreachable } from "./errors";
import { sessionGate } from "./sessionGate";

const ADDRESS = "/graphql/";
const PATIENCE_MS = 15_000;
const SIGNED_OUT = "You were signed out. Sign in and send it again.";

type GraphQLResponse<Result> = {
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
    const data = await exchange<Result>(document.toString(), variables, signal);
    connection.markReached();
    sessionGate.open();
    return data;
  } catch (cause) {
    // An aborted query tells nothing about the server.
    if (signal?.aborted) throw cause;
    if (cause instanceof Refused) {
      connection.markReached();
      if (cause.code === "UNAUTHENTICATED") sessionGate.close();
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
  // The engine runs, but its database is down.
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

function parse<Result>(text: string, status: number): GraphQLResponse<Result> {
  try {
    const body: unknown = JSON.parse(text);
    if (body && typeof body === "object") return body as GraphQLResponse<Result>;
  } catch {
    // A proxy's page or a truncated body: handled below.
  }
  const message = `Unexpected response (HTTP ${status}).`;
  throw status >= 400 && status < 500 ? new Refused(message) : new Unreachable(message);
}
