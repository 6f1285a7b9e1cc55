import { PageFault, Unreachable } from "../api";
import { csrfToken } from "../api/csrfToken";
import { withPatience } from "../api/patience";

const ADDRESS = "/session/";
const PATIENCE_MS = 20_000;
const FAULT = "Something went wrong in this page. Reload and try again.";

export type User = { id: string; name: string };

export type SignIn =
  | { kind: "signed-in"; user: User }
  /** `waitSeconds`: after too many attempts the server accepts none for so long. */
  | { kind: "refused"; message: string; waitSeconds: number | null }
  /** No usable response. */
  | { kind: "unanswered" };

type Body = { person?: User | null; error?: string; message?: string };

/** The signed-in user, or null; undefined without a usable response. The response also sets the CSRF token. */
export async function fetchSignedInUser(): Promise<User | null | undefined> {
  try {
    return (await exchange("GET")).body.person;
  } catch {
    return undefined;
  }
}

export async function signIn(name: string, password: string): Promise<SignIn> {
  try {
    const { status, body, retryAfter } = await withToken("POST", { name, password });
    if (status === 200 && body.person) return { kind: "signed-in", user: body.person };
    if (status >= 500 || !body.message) return { kind: "unanswered" };
    const waitSeconds = status === 429 ? Number(retryAfter) || 60 : null;
    return { kind: "refused", message: refusalText(body, waitSeconds), waitSeconds };
  } catch (cause) {
    if (cause instanceof Unreachable) return { kind: "unanswered" };
    console.error(cause);
    return { kind: "refused", message: FAULT, waitSeconds: null };
  }
}

function refusalText({ error, message = "" }: Body, waitSeconds: number | null): string {
  if (error === "sign_in_refused") return "Wrong e-mail or password.";
  if (waitSeconds === null) return message;
  return `Too many attempts. Try again in ${durationText(waitSeconds)}.`;
}

/** `45 seconds`, `1 minute`, `15 minutes`; minutes are rounded up, so that no retry comes too early. */
function durationText(seconds: number): string {
  const isShort = seconds < 60;
  const count = isShort ? seconds : Math.ceil(seconds / 60);
  return `${count} ${isShort ? "second" : "minute"}${count === 1 ? "" : "s"}`;
}

/** Throws Unreachable or PageFault unless the server has ended the session. */
export async function signOut(): Promise<void> {
  const { status } = await withToken("DELETE").catch((cause) => {
    throw cause instanceof Unreachable ? cause : new PageFault(FAULT, { cause });
  });
  if (status !== 200) throw new Unreachable(`Unexpected response (HTTP ${status}).`);
}

/** Fetches the CSRF token if it is missing, and once more if the server rejects it as stale. */
async function withToken(method: string, contents?: object) {
  if (!csrfToken(document.cookie)) await exchange("GET");
  const result = await exchange(method, contents);
  if (result.body.error !== "csrf_failed") return result;
  await exchange("GET");
  return exchange(method, contents);
}

async function exchange(method: string, contents?: object) {
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
  return answer(sent).finally(patience.end);
}

/** The only step whose errors mean that there was no usable response. */
async function answer(sent: RequestInit) {
  try {
    const response = await fetch(ADDRESS, sent);
    const body = (await response.json()) as Body;
    return { status: response.status, body, retryAfter: response.headers.get("Retry-After") };
  } catch (cause) {
    throw new Unreachable("No response.", { cause });
  }
}
