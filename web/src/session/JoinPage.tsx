import { type FormEvent, useEffect, useRef, useState } from "react";
import { Unreachable } from "../api";
import { sendToSession } from "../api/sessionRequest";
import { Button, TextField } from "../ui";
import { Mark } from "../ui/Mark";
import { roleText } from "./roles";

type Invitation = { merchant: string; email: string; role: string; expires_at: string };
type Errors = { name?: string; password?: string; form?: string };

const UNANSWERED = "Can't reach the server. Try again in a moment.";
const GONE = "This invitation was used or withdrawn, or has run out. Ask for another.";

/** The page of an invitation's link: what it is for, and the account that uses it. */
export function JoinPage({ token }: { token: string }) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again.
  useEffect(() => {
    document.title = "Join a team · Payouts";
    setProblem(undefined);
    let isOver = false;
    void ask<Invitation>("invitation/", { token }).then(({ body, message }) => {
      if (isOver) return;
      if (body) setInvitation(body);
      else setProblem(message);
    });
    return () => {
      isOver = true;
    };
  }, [token, attempt]);

  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh items-center px-4 py-8 outline-none">
      <div className="mx-auto grid w-full max-w-sm gap-6">
        <div className="grid gap-1">
          <p className="mb-6 flex items-center gap-2.5 font-semibold">
            <Mark />
            Payout engine
          </p>
          <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">
            {invitation ? `Join ${invitation.merchant}` : "Join a team"}
          </h1>
          {invitation && (
            <p className="text-sm text-pretty text-soft">
              As {roleText(invitation.role).label.toLowerCase()}. {roleText(invitation.role).about}
            </p>
          )}
        </div>
        {invitation && <JoinForm token={token} invitation={invitation} />}
        {problem && (
          <div className="grid justify-items-start gap-3">
            <p role="alert" className="text-sm text-pretty">
              {problem}
            </p>
            {problem === UNANSWERED ? (
              <Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>
            ) : (
              <a href="/" className="text-sm text-accent underline">
                Go to the sign-in
              </a>
            )}
          </div>
        )}
        {!invitation && !problem && <p className="text-sm text-soft">Looking it up…</p>}
      </div>
    </main>
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const [isSending, setIsSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  // Sending disabled every field, and so took the focus away.
  useEffect(() => {
    const [, name, password] = form.current?.querySelectorAll("input") ?? [];
    if (errors.name) name?.focus();
    else if (errors.password || errors.form) password?.select();
  }, [errors]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    if (!password) return setErrors({ password: "Choose a password." });
    setErrors({});
    setIsSending(true);
    const contents = { token, password, ...(name.trim() && { name }) };
    const { body, message, field } = await ask<object>("invitation/accept/", contents);
    // The dashboard begins anew, as whoever this is now, or at the step that is due.
    if (body) return window.location.replace("/");
    setIsSending(false);
    setErrors({ [field === "name" || field === "password" ? field : "form"]: message });
  };

  return (
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={submit}
      className="grid gap-5 rounded-xl border border-line bg-surface px-5 py-5"
    >
      <TextField
        label="E-mail"
        name="username"
        autoComplete="username"
        readOnly
        value={invitation.email}
      />
      <TextField
        label="Your name (optional)"
        name="name"
        autoComplete="name"
        value={name}
        error={errors.name}
        disabled={isSending}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters. If you have an account already, its password."
        value={password}
        error={errors.password}
        disabled={isSending}
        onChange={(event) => setPassword(event.target.value)}
      />
      {errors.form && (
        <p role="alert" className="text-sm text-bad">
          {errors.form}
        </p>
      )}
      <Button type="submit" kind="primary" disabled={isSending} className="min-h-11">
        {isSending ? "Joining…" : "Join"}
      </Button>
    </form>
  );
}

type Answer<Body> = { body?: Body; message: string; field?: string | undefined };

async function ask<Body>(path: string, contents: object): Promise<Answer<Body>> {
  try {
    const { status, body } = await sendToSession<Body>("POST", path, contents);
    if (status === 200) return { body: body as Body, message: "" };
    if (status === 404) return { message: GONE };
    if (body.error === "sign_in_refused")
      return { message: "Wrong password for the account that you have.", field: "password" };
    return { message: (status < 500 && body.message) || UNANSWERED, field: body.field };
  } catch (cause) {
    if (!(cause instanceof Unreachable)) console.error(cause);
    return { message: UNANSWERED };
  }
}
