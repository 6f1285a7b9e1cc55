import { sessionGate } from "../api";
import { PageFault, Refused, Unreachable } from "../api/errors";
import { sendToSession } from "../api/sessionRequest";

export type OwnSession = {
  id: string;
  /** Null: begun before this was recorded. */
  begun_at: string | null;
  last_seen_at: string | null;
  address: string | null;
  browser: string | null;
  is_current: boolean;
};

export type SecondFactor = {
  is_on: boolean;
  is_required: boolean;
  since: string | null;
  recovery_codes_left: number | null;
};

export type Enrolment = {
  /** In base32, in groups of four. */
  secret: string;
  uri: string;
  /** The rows of the QR code, a character for each module: 1 is dark. */
  qr_code: string[];
};

export type User = { id: string; name: string };

/** The server refused what a form holds. `field` is its name in the request. */
export class RefusedField extends Refused {
  readonly field: string | undefined;

  constructor(message: string, code?: string, field?: string) {
    super(message, code);
    this.field = field;
  }
}

export const changePassword = (old_password: string, new_password: string) =>
  call<object>("POST", "password/", { old_password, new_password });

export const fetchSessions = async () =>
  (await call<{ results: OwnSession[] }>("GET", "all/")).results;

export const endSession = (id: string) => call<object>("DELETE", `all/${id}/`);

export const endOtherSessions = () => call<{ ended: number }>("POST", "all/end_others/", {});

export const fetchSecondFactor = () => call<SecondFactor>("GET", "second_factor/");

export const beginEnrolment = () => call<Enrolment>("POST", "second_factor/", {});

/** The password is not asked of who has just signed in with it. */
export const turnOn = (code: string, password?: string) =>
  call<{ recovery_codes: string[]; person: User | null }>("POST", "second_factor/turn_on/", {
    code,
    ...(password !== undefined && { password }),
  });

export const turnOff = (password: string, code: string) =>
  call<object>("POST", "second_factor/turn_off/", { password, code });

export const renewRecoveryCodes = (code: string) =>
  call<{ recovery_codes: string[] }>("POST", "second_factor/recovery_codes/", { code });

/** Throws RefusedField, Unreachable, or PageFault for an error of the page itself. */
async function call<Body>(method: string, path: string, contents?: object): Promise<Body> {
  const { status, body } = await sendToSession<Body>(method, path, contents).catch((cause) => {
    if (cause instanceof Unreachable) throw cause;
    console.error(cause);
    throw new PageFault("Something went wrong in this page.", { cause });
  });
  if (status < 300) return body as Body;
  if (status === 401) sessionGate.close();
  if ((status >= 500 && body.error !== "codes_unavailable") || !body.message)
    throw new Unreachable(`Unexpected response (HTTP ${status}).`);
  throw new RefusedField(body.message, body.error, fieldOf(body.error, body.field));
}

/** A wrong code, and one that could not be checked, is told by its error alone. */
function fieldOf(error: string | undefined, field: string | undefined): string | undefined {
  return error === "code_refused" || error === "codes_unavailable" ? "code" : field;
}
