import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, TextField } from "../ui";
import { SignInErrors } from "./SignInErrors";
import type { SigningIn } from "./useSignIn";

type Props = { last: { name: string } | null; signingIn: SigningIn };

export function PasswordStep({ last, signingIn }: Props) {
  const { errors, isSending, secondsLeft, sendPassword, clear } = signingIn;
  const [name, setName] = useState(last?.name ?? "");
  const [password, setPassword] = useState("");
  const form = useRef<HTMLFormElement>(null);

  // Sending disabled every field, and so took the focus away.
  useEffect(() => {
    const [first, second] = form.current?.querySelectorAll("input") ?? [];
    if (errors.name) first?.focus();
    else if (errors.password || errors.form) second?.select();
  }, [errors]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sendPassword(name, password);
  };

  return (
    <>
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
        <SignInErrors text={errors.form} secondsLeft={secondsLeft} />
        <Button type="submit" kind="primary" disabled={isSending} className="min-h-11">
          {isSending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      <p className="text-sm text-pretty text-soft">
        Forgot your password? Need access? Ask your administrator.
      </p>
    </>
  );
}
