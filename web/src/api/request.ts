import type { TypedDocumentString } from "../gql/graphql";
import { connection } from "./connection";
import { takeEarly } from "./early";
import { PageFault, Refused, Unreachable } from "./errors";
import { bodyOf, send } from "./exchange";
import { type ProofKind, proofGate } from "./proofGate";
import { sessionGate } from "./sessionGate";

/** Nothing was done: the person has to show first who they are. */
class ProofDue extends Refused {
  readonly by: ProofKind;

  constructor(message: string, by: ProofKind = "CODE") {
    super(message, "PROOF_DUE");
    this.by = by;
  }
}

const SIGNED_OUT = "You were signed out. Sign in and send it again.";

type GraphQLResponse<Result> = {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string; by?: ProofKind } }[];
};

/** Sends one operation and resolves to its data. Throws an ApiError. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    const data = await exchange<Result>(bodyOf(document, variables), signal);
    connection.markReached();
    sessionGate.accept();
    return data;
  } catch (cause) {
    // An aborted query tells nothing about the server.
    if (signal?.aborted) throw cause;
    if (cause instanceof Refused) {
      connection.markReached();
      if (cause instanceof ProofDue && (await proofGate.ask(cause.by)))
        return request(document, variables, signal);
      if (cause.code === "UNAUTHENTICATED") sessionGate.close();
    } else if (cause instanceof Unreachable) {
      connection.markUnreachable();
    } else {
      console.error(cause);
      throw new PageFault("Something went wrong in this page.", { cause });
    }
    throw cause;
  }
}

async function exchange<Result>(body: string, signal?: AbortSignal) {
  const { status, text, retryAfter } = await (takeEarly(body) ?? send(body, signal));
  const { data, errors } = parse<Result>(text, status);
  const [error] = errors ?? [];
  const code = error?.extensions?.code;
  // The engine runs, but its database is down.
  if (code === "UNAVAILABLE") throw new Unreachable(error?.message);
  if (code === "PROOF_DUE") throw new ProofDue(error?.message ?? "", error?.extensions?.by);
  if (code === "UNAUTHENTICATED") throw new Refused(SIGNED_OUT, code);
  if (error) throw new Refused(error.message, code, retryAfter);
  if (!data) throw new Refused(`Empty response (HTTP ${status}).`);
  return data;
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
