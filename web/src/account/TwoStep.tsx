import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ApiError } from "../api";
import { Button, ErrorState, SkeletonRows, TextField, Time } from "../ui";
import { AccountForm } from "./AccountForm";
import { fetchSecondFactor, renewRecoveryCodes, type SecondFactor, turnOff } from "./account";
import { CodeField, missingCode } from "./CodeField";
import { Enrolment } from "./Enrolment";
import { RecoveryCodes } from "./RecoveryCodes";
import { useSending } from "./useSending";

const FACTOR = ["account", "second factor"];

type Doing = "turn-on" | "renew" | "turn-off" | null;

/** Two-step sign-in: whether it is on, and the forms that change it. */
export function TwoStep() {
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing>(null);
  const state = useRef<HTMLDivElement>(null);
  const hasReturned = useRef(false);
  const {
    data: factor,
    error,
    refetch,
  } = useQuery<SecondFactor, ApiError>({ queryKey: FACTOR, queryFn: fetchSecondFactor });

  const done = () => {
    setDoing(null);
    void client.invalidateQueries({ queryKey: ["account"] });
  };
  const cancel = () => setDoing(null);
  // The form that had the focus is gone.
  useEffect(() => {
    if (hasReturned.current && doing === null) state.current?.focus({ preventScroll: true });
    hasReturned.current = doing !== null;
  }, [doing]);

  if (doing === "turn-on") return <Enrolment onDone={done} onCancel={done} />;
  if (doing === "renew") return <Renew onDone={done} onCancel={cancel} />;
  if (doing === "turn-off")
    return <TurnOff isRequired={factor?.is_required ?? false} onDone={done} onCancel={cancel} />;
  if (!factor) {
    return error ? (
      <ErrorState what="two-step sign-in" error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows what="two-step sign-in" count={2} />
    );
  }
  if (!factor.is_on) {
    return (
      <div ref={state} tabIndex={-1} className="grid justify-items-start gap-3 outline-none">
        <p className="text-sm text-pretty text-soft">
          Off. After your password we'd ask for a code from an app on your phone.
        </p>
        <Button kind="primary" onClick={() => setDoing("turn-on")}>
          Set up
        </Button>
      </div>
    );
  }
  const left = factor.recovery_codes_left ?? 0;
  return (
    <div ref={state} tabIndex={-1} className="grid gap-3 text-sm outline-none">
      <p className="text-soft">
        <span className="font-medium text-ok">On</span>
        {factor.since && (
          <>
            {" since "}
            <Time at={factor.since} hasZone />
          </>
        )}
        {factor.is_required && ". You need it here."}
      </p>
      <p className={left < 3 ? "text-wait" : "text-soft"}>
        {left === 1 ? "1 recovery code is left." : `${left} recovery codes are left.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setDoing("renew")}>New recovery codes</Button>
        <Button onClick={() => setDoing("turn-off")}>
          {factor.is_required ? "Replace app" : "Turn off"}
        </Button>
      </div>
    </div>
  );
}

type FormProps = { onDone: () => void; onCancel: () => void };

function Renew({ onDone, onCancel }: FormProps) {
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<string[] | null>(null);
  const { errors, isSending, send } = useSending(["code"]);
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <AccountForm
      submit="Make new codes"
      isSending={isSending}
      errors={errors}
      onSubmit={() =>
        void send(
          missingCode(code),
          () => renewRecoveryCodes(code),
          (made) => setCodes(made.recovery_codes),
        )
      }
      action={<Button onClick={onCancel}>Cancel</Button>}
    >
      <p className="text-sm text-soft">The codes you have stop working.</p>
      <CodeField value={code} error={errors.code} onChange={setCode} takesRecoveryCode autoFocus />
    </AccountForm>
  );
}

/** Who needs two-step sign-in sets up the next app at once: the server ends the session until then. */
function TurnOff({ isRequired, onDone, onCancel }: FormProps & { isRequired: boolean }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { errors, isSending, send } = useSending(["password", "code"]);
  const missing = () => ({
    ...(password ? {} : { password: "Enter your password." }),
    ...missingCode(code),
  });
  return (
    <AccountForm
      submit={isRequired ? "Replace app" : "Turn off"}
      isSending={isSending}
      errors={errors}
      onSubmit={() => void send(missing(), () => turnOff(password, code), onDone)}
      action={<Button onClick={onCancel}>Cancel</Button>}
    >
      <p className="text-sm text-soft">
        {isRequired
          ? "This app's codes stop working. You set up the next one at once."
          : "Your password alone will sign you in."}
      </p>
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        error={errors.password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <CodeField value={code} error={errors.code} onChange={setCode} takesRecoveryCode />
    </AccountForm>
  );
}
