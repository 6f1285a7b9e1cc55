import { type FormEvent, useEffect, useRef, useState } from "react";
import { refreshAll, sessionGate } from "../api";
import { Button, TextField } from "../ui";
import { fetchSignedInUser, type User } from "./session";
import { clockOf, useSignIn } from "./useSignIn";

type Props = {
  /** The user of the ended session; null at a first visit. */
  last: { id: string; name: string } | null;
  titleId: string;
};

/** The sign-in form, for a page at a first visit and for a dialog over the page after a session's end. */
export function SignIn({ last, titleId }: Props) {
  const [name, setName] = useState(last?.name ?? "");
  const [password, setPassword] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const onSignedIn = (user: User) => continueAs(user, last?.id ?? null);
  const { errors, isSending, secondsLeft, send, clear } = useSignIn(onSignedIn);

  useSignInElsewhere(onSignedIn);

  // Sending disabled every field, and so took the focus away.
  useEffect(() => {
    const [first, second] = form.current?.querySelectorAll("input") ?? [];
    if (errors.name) first?.focus();
    else if (errors.password || errors.form) second?.select();
  }, [errors]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(name, password);
  };

  return (
    <div className="mx-auto grid w-full max-w-sm gap-6">
      <div className="grid gap-1">
        <p className="text-sm font-medium text-soft">Payouts</p>
        <h1 id={titleId} className="text-2xl font-semibold tracking-tight">
          {last ? "Sign in again" : "Sign in"}
        </h1>
        {last && (
          <p className="text-sm text-pretty text-soft">
            Your session ended. Sign in to continue where you left off.
          </p>
        )}
      </div>
      <form
        ref={form}
        method="post"
        noValidate
        onSubmit={submit}
        className="grid gap-5 rounded-xl border border-line bg-surface px-5 py-5"
      >
        <TextField
          label="E-mail or user name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!last}
          value={name}
          disabled={isSending}
          error={errors.name}
          onChange={(event) => {
            clear();
            setName(event.target.value);
          }}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          autoFocus={last !== null}
          data-autofocus={last !== null || undefined}
          value={password}
          disabled={isSending}
          error={errors.password}
          onChange={(event) => {
            if (secondsLeft === null) clear();
            setPassword(event.target.value);
          }}
        />
        {errors.form && (
          <div className="rounded-lg bg-bad-quiet px-3 py-2 text-sm text-bad">
            <p role="alert">{errors.form}</p>
            {/* Outside the alert, which would be read out every second. */}
            {secondsLeft !== null && (
              <p role="timer" className="font-medium">
                {secondsLeft > 0 ? `${clockOf(secondsLeft)} left` : "You can try again now."}
              </p>
            )}
          </div>
        )}
        <Button type="submit" kind="primary" disabled={isSending} className="min-h-11">
          {isSending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      <p className="text-sm text-pretty text-soft">
        Forgot your password? Need access? Ask your administrator.
      </p>
    </div>
  );
}

/** Continues where the page was. For another user it reloads, so that nothing of the last one's data stays. */
function continueAs(user: User, lastId: string | null) {
  if (lastId !== null && lastId !== user.id) return window.location.reload();
  sessionGate.open();
  void refreshAll();
}

/** Notices a sign-in in another tab. The request also fetches the CSRF token that the form needs. */
function useSignInElsewhere(onSignedIn: (user: User) => void) {
  const latest = useRef(onSignedIn);
  latest.current = onSignedIn;
  useEffect(() => {
    const check = async () => {
      if (document.visibilityState === "hidden") return;
      const user = await fetchSignedInUser();
      if (user) latest.current(user);
    };
    void check();
    document.addEventListener("visibilitychange", check);
    return () => document.removeEventListener("visibilitychange", check);
  }, []);
}
