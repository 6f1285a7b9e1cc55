import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, TextField } from "../ui";
import { SignInErrors } from "./SignInErrors";
import type { SigningIn } from "./useSignIn";

type Props = { signingIn: SigningIn; onStartOver: () => void };

/** The second step of signing in: the code that an authenticator app shows, or a recovery code. */
export function CodeStep({ signingIn, onStartOver }: Props) {
  const { errors, isSending, secondsLeft, sendCode, clear } = signingIn;
  const [code, setCode] = useState("");
  const [isRecovery, setIsRecovery] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (errors.code || errors.form) form.current?.querySelector("input")?.select();
  }, [errors]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void sendCode(code);
  };
  const change = () => {
    clear();
    setCode("");
    setIsRecovery(!isRecovery);
    form.current?.querySelector("input")?.focus();
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
          label={isRecovery ? "Recovery code" : "Code"}
          name={isRecovery ? "recovery-code" : "code"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete={isRecovery ? "off" : "one-time-code"}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          data-autofocus
          value={code}
          disabled={isSending}
          hint={
            isRecovery
              ? "16 letters and digits. Each code works once."
              : "The 6 digits in your authenticator app."
          }
          error={errors.code}
          onChange={(event) => {
            if (secondsLeft === null) clear();
            setCode(event.target.value);
          }}
        />
        <SignInErrors text={errors.form} secondsLeft={secondsLeft} />
        <Button type="submit" kind="primary" disabled={isSending} className="min-h-11">
          {isSending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      <div className="-mt-2 flex flex-wrap justify-between gap-2">
        <Button kind="quiet" isSmall onClick={change}>
          {isRecovery ? "Use your app instead" : "Use a recovery code instead"}
        </Button>
        <Button kind="quiet" isSmall onClick={onStartOver}>
          Start over
        </Button>
      </div>
    </>
  );
}
