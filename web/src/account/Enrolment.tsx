import { useEffect, useRef, useState } from "react";
import type { ApiError } from "../api";
import { Refused } from "../api/errors";
import { Button, CopyButton, ErrorState, SkeletonRows, TextField } from "../ui";
import { AccountForm } from "./AccountForm";
import { type Enrolment as Begun, beginEnrolment, turnOn, type User } from "./account";
import { CodeField, missingCode } from "./CodeField";
import { QrCode } from "./QrCode";
import { RecoveryCodes } from "./RecoveryCodes";
import { useSending } from "./useSending";

type Props = {
  /** Once the recovery codes are stored. */
  onDone: (user: User | null) => void;
  onCancel: () => void;
  /** Within the sign-in, where the user has just entered it. */
  hasShownPassword?: boolean;
  /** The server no longer knows who is setting this up. */
  onSessionEnd?: () => void;
};

/** Sets up two-step sign-in: scan, enter the password and a code, store the recovery codes. */
export function Enrolment({ onDone, onCancel, hasShownPassword = false, onSessionEnd }: Props) {
  const steps = useRef<HTMLOListElement>(null);
  const { begun, error, begin } = useEnrolment(onSessionEnd);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [done, setDone] = useState<Awaited<ReturnType<typeof turnOn>> | null>(null);
  const { errors, isSending, send, clear } = useSending(["password", "code"]);

  // The button that led here is gone, so the instructions take the focus.
  useEffect(() => {
    if (begun) steps.current?.focus({ preventScroll: true });
  }, [begun]);

  const missing = () => ({
    ...(hasShownPassword || password ? {} : { password: "Enter your password." }),
    ...missingCode(code),
  });

  if (done) {
    return <RecoveryCodes codes={done.recovery_codes} onDone={() => onDone(done.person)} />;
  }
  if (error) return <ErrorState what="the QR code" error={error} onRetry={begin} />;
  if (!begun) return <SkeletonRows what="the QR code" count={3} />;
  return (
    <AccountForm
      submit="Turn on"
      isSending={isSending}
      errors={errors}
      onSubmit={() =>
        send(missing(), () => turnOn(code, hasShownPassword ? undefined : password), setDone)
      }
      action={<Button onClick={onCancel}>Cancel</Button>}
    >
      <ol
        ref={steps}
        tabIndex={-1}
        className="grid outline-none list-decimal gap-2 pl-5 text-sm text-pretty"
      >
        <li>Open an authenticator app on your phone.</li>
        <li>Scan this code with it, or type the key.</li>
        <li>Enter {!hasShownPassword && "your password and "}the code that the app shows.</li>
      </ol>
      <div className="grid justify-items-center">
        <QrCode rows={begun.qr_code} label="QR code for your authenticator app" />
      </div>
      <p className="text-sm text-soft">
        Key:{" "}
        <span className="font-mono wrap-anywhere text-ink">
          {begun.secret} <CopyButton text={begun.secret.replaceAll(" ", "")} what="key" />
        </span>
      </p>
      {!hasShownPassword && (
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          error={errors.password}
          onChange={(event) => {
            clear();
            setPassword(event.target.value);
          }}
        />
      )}
      <CodeField
        value={code}
        error={errors.code}
        onChange={(typed) => {
          clear();
          setCode(typed);
        }}
      />
    </AccountForm>
  );
}

function useEnrolment(onSessionEnd?: () => void) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const latest = useRef(onSessionEnd);
  latest.current = onSessionEnd;
  const hasBegun = useRef(false);

  const begin = useRef(async () => {
    setError(null);
    try {
      setBegun(await beginEnrolment());
    } catch (cause) {
      if (cause instanceof Refused && cause.code === "unauthenticated") latest.current?.();
      setError(cause as ApiError);
    }
  });
  useEffect(() => {
    // Once, also in StrictMode: a second enrolment replaces the first.
    if (!hasBegun.current) void begin.current();
    hasBegun.current = true;
  }, []);
  return { begun, error, begin: () => void begin.current() };
}
