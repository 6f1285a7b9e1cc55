import { type FormEvent, useEffect, useRef, useState } from "react";
import { refreshAll, sessionGate } from "../api";
import { Button, TextField } from "../ui";
import { fetchSignedInUser, type User } from "./session";
import { clockOf, useSignIn } from "./useSignIn";

type Props = {
  /** Who read this page until the session ended; null at a first visit. */
  last: { id: string; name: string } | null;
  titleId: string;
};

/** The form alone; what surrounds it is a page at a first visit, and a dialog over what was there before. */
export function SignIn({ last, titleId }: Props) {
  const [name, setName] = useState(last?.name ?? "");
  const [password, setPassword] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const goOn = (person: User) => continueAs(person, last?.id ?? null);
  const { errors, isSending, secondsLeft, send, clear } = useSignIn(goOn);

  useSignInElsewhere(goOn);

  // While it was sent everything was disabled, and so lost the focus.
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
            {/* Not in the alert: it would be read out every second. */}
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

/** Another person's figures and forms must not be what this one goes on with: then the page begins anew, where it is. */
function continueAs(person: User, lastId: string | null) {
  if (lastId !== null && lastId !== person.id) return window.location.reload();
  sessionGate.grant();
  void refreshAll();
}

/** Somebody may have signed in in another tab. Asking also gets the token that the form's own request needs. */
function useSignInElsewhere(goOn: (person: User) => void) {
  const latest = useRef(goOn);
  latest.current = goOn;
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState === "hidden") return;
      const person = await fetchSignedInUser();
      if (person) latest.current(person);
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => document.removeEventListener("visibilitychange", ask);
  }, []);
}
