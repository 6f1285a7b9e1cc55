import { useEffect, useRef, useState } from "react";
import { type SignIn, type Step, sendCode, signIn, type User } from "./session";

export type FieldErrors = { name?: string; password?: string; code?: string; form?: string };

const STALE = "That took too long. Enter your password again.";
const UNANSWERED = "Can't reach the server. Try again in a moment.";

type After = {
  onSignedIn: (user: User) => void;
  /** Null: back to the password. */
  onStep: (step: Step | null) => void;
};

/** Sends the forms of both steps and keeps their errors. */
export function useSignIn({ onSignedIn, onStep }: After) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isSending, setIsSending] = useState(false);
  const [waitsUntil, setWaitsUntil] = useState<number | null>(null);
  const isBusy = useRef(false);
  const secondsLeft = useSecondsUntil(waitsUntil);

  const send = async (missing: FieldErrors, call: () => Promise<SignIn>) => {
    if (isBusy.current) return;
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    isBusy.current = true;
    setIsSending(true);
    const result = await call();
    isBusy.current = false;
    setIsSending(false);
    if (result.kind === "signed-in") return onSignedIn(result.user);
    if (result.kind === "step") return onStep(result.step);
    if (result.kind === "start-over") {
      setErrors({ form: STALE });
      return onStep(null);
    }
    if (result.kind === "unanswered") return setErrors({ form: UNANSWERED });
    setErrors({ form: result.message });
    setWaitsUntil(result.waitSeconds === null ? null : Date.now() + result.waitSeconds * 1000);
  };

  /** Clears the errors when the user types. */
  const clear = () => {
    setErrors({});
    setWaitsUntil(null);
  };

  return {
    errors,
    isSending,
    secondsLeft,
    sendPassword: (name: string, password: string) =>
      send(missingFields(name, password), () => signIn(name, password)),
    sendCode: (code: string) =>
      send(code.trim() ? {} : { code: "Enter a code." }, () => sendCode(code)),
    clear,
  };
}

export function missingFields(name: string, password: string): FieldErrors {
  return {
    ...(name.trim() ? {} : { name: "Enter your e-mail or user name." }),
    ...(password ? {} : { password: "Enter your password." }),
  };
}

/** `14:59` or `0:07`. */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Seconds until that moment, counting down; null without a moment. `moment` is in milliseconds. */
function useSecondsUntil(moment: number | null): number | null {
  const [now, setNow] = useState(Date.now);
  const isOver = moment === null || now >= moment;
  useEffect(() => {
    if (moment === null) return;
    setNow(Date.now());
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [moment, isOver]);
  return moment === null ? null : Math.max(0, Math.ceil((moment - now) / 1000));
}
export type SigningIn = ReturnType<typeof useSignIn>;
