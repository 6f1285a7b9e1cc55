import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { refreshAll, sessionGate } from "../api";
import { leaveUnasked } from "../navigation/useLeaveWarning";
import { Mark } from "../ui/Mark";
import { CodeStep } from "./CodeStep";
import { PasswordStep } from "./PasswordStep";
import { fetchSession, type Step, signOut, type User } from "./session";
import { useSignIn } from "./useSignIn";

const Enrolment = lazy(async () => ({
  default: (await import("../account/Enrolment")).Enrolment,
}));

type Props = {
  /** The user of the ended session; null at a first visit. */
  last: { id: string; name: string } | null;
  titleId: string;
};

/** The sign-in, for a page at a first visit and for a dialog over the page after a session's end. */
export function SignIn({ last, titleId }: Props) {
  const [step, setStep] = useState<Step | null>(null);
  const onSignedIn = (user: User) => continueAs(user, last?.id ?? null);
  const signingIn = useSignIn({ onSignedIn, onStep: setStep });

  useSession(step === "enrolment", onSignedIn, setStep);
  // The session is whole once the app is set up, while the recovery codes are still on the screen.
  useEffect(() => (step === "enrolment" ? sessionGate.hold() : undefined), [step]);

  const startOver = () => {
    signingIn.clear();
    setStep(null);
    // If this fails, the half-finished sign-in ends by itself.
    signOut().catch(() => undefined);
  };

  return (
    <div className="mx-auto grid w-full max-w-sm gap-6">
      <div className="grid gap-1">
        <p className="mb-6 flex items-center gap-2.5 font-semibold">
          <Mark />
          Payout engine
        </p>
        <h1 id={titleId} className="text-2xl font-semibold tracking-tight">
          {step ? TITLES[step] : last ? "Sign in again" : "Sign in"}
        </h1>
        {last && !step && (
          <p className="text-sm text-pretty text-soft">
            Your session ended. Sign in to continue where you left off.
          </p>
        )}
      </div>
      {step === null && <PasswordStep last={last} signingIn={signingIn} />}
      {step === "code" && <CodeStep signingIn={signingIn} onStartOver={startOver} />}
      {step === "enrolment" && (
        <div className="grid gap-5 rounded-xl border border-line bg-surface px-5 py-5">
          <p className="text-sm text-pretty text-soft">You need it before you can continue.</p>
          <Suspense>
            <Enrolment
              onDone={(user) => user && onSignedIn(user)}
              onCancel={startOver}
              hasShownPassword
              onSessionEnd={startOver}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}

const TITLES: Record<Step, string> = {
  code: "Enter your code",
  enrolment: "Set up two-step sign-in",
};

/** Continues where the page was. For another user it reloads, so that nothing of the last one's data stays. */
function continueAs(user: User, lastId: string | null) {
  if (lastId !== null && lastId !== user.id) return leaveUnasked(() => window.location.reload());
  sessionGate.open();
  void refreshAll();
}

/**
 * Finds a step that is due after a reload, and notices a sign-in in another tab. The request also fetches the CSRF
 * token that the form needs.
 */
function useSession(
  isPaused: boolean,
  onSignedIn: (user: User) => void,
  onStep: (step: Step) => void,
) {
  const latest = useRef({ isPaused, onSignedIn, onStep });
  latest.current = { isPaused, onSignedIn, onStep };
  useEffect(() => {
    const check = async () => {
      if (document.visibilityState === "hidden" || latest.current.isPaused) return;
      const session = await fetchSession();
      if (latest.current.isPaused) return;
      if (session?.user) latest.current.onSignedIn(session.user);
      else if (session?.step) latest.current.onStep(session.step);
    };
    void check();
    document.addEventListener("visibilitychange", check);
    return () => document.removeEventListener("visibilitychange", check);
  }, []);
}
