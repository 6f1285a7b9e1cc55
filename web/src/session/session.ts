import { PageFault, Unreachable } from "../api";
import { type SessionAnswer, sendToSession } from "../api/sessionRequest";

const FAULT = "Something went wrong in this page. Reload and try again.";

export type User = { id: string; name: string };

/** After the right password: a code is due, or the user needs two-step sign-in and has yet to set it up. */
export type Step = "code" | "enrolment";

export type SignIn =
  | { kind: "signed-in"; user: User }
  | { kind: "step"; step: Step }
  /** `waitSeconds`: after too many attempts the server accepts none for so long. */
  | { kind: "refused"; message: string; waitSeconds: number | null }
  /** The password has to be entered again: too long ago, or changed meanwhile. */
  | { kind: "start-over" }
  /** No usable response. */
  | { kind: "unanswered" };

type Body = { person: User | null; step: Step };

/**
 * The signed-in user, or null; the step that is due; undefined without a usable response. The response also sets the
 * CSRF token.
 */
export async function fetchSession(): Promise<{ user: User | null; step?: Step } | undefined> {
  try {
    const { person, step } = (await sendToSession<Body>("GET")).body;
    return person === undefined ? undefined : { user: person, ...(step && { step }) };
  } catch {
    return undefined;
  }
}

export function signIn(name: string, password: string): Promise<SignIn> {
  return outcomeOf(sendToSession<Body>("POST", "", { name, password }));
}

/** The second step: the app's code, or a recovery code. */
export function sendCode(code: string): Promise<SignIn> {
  return outcomeOf(sendToSession<Body>("POST", "code/", { code }));
}

async function outcomeOf(sent: Promise<SessionAnswer<Body>>): Promise<SignIn> {
  try {
    const { status, body, retryAfter } = await sent;
    if (status === 200 && body.person) return { kind: "signed-in", user: body.person };
    if (status === 200 && body.step) return { kind: "step", step: body.step };
    if (status === 401) return { kind: "start-over" };
    // Of the server's faults one is told in words: without its key it takes recovery codes alone.
    const isTold = status < 500 || body.error === "codes_unavailable";
    if (!isTold || !body.message) return { kind: "unanswered" };
    const waitSeconds = status === 429 ? Number(retryAfter) || 60 : null;
    return { kind: "refused", message: refusalText(body, waitSeconds), waitSeconds };
  } catch (cause) {
    if (cause instanceof Unreachable) return { kind: "unanswered" };
    console.error(cause);
    return { kind: "refused", message: FAULT, waitSeconds: null };
  }
}

function refusalText(
  { error, message = "" }: SessionAnswer<Body>["body"],
  waitSeconds: number | null,
): string {
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
  const { status } = await sendToSession("DELETE").catch((cause) => {
    throw cause instanceof Unreachable ? cause : new PageFault(FAULT, { cause });
  });
  if (status !== 200) throw new Unreachable(`Unexpected response (HTTP ${status}).`);
}
