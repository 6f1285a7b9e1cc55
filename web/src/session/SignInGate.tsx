import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from "react";
import { proofGate, sessionGate } from "../api";
import { invitationToken } from "./invitation";
import { useViewer } from "./useViewer";

const SignInPage = lazy(async () => ({ default: (await import("./SignInPage")).SignInPage }));
const SignInAgain = lazy(async () => ({ default: (await import("./SignInAgain")).SignInAgain }));

const ProofPrompt = lazy(async () => ({ default: (await import("./ProofPrompt")).ProofPrompt }));
const JoinPage = lazy(async () => ({ default: (await import("./JoinPage")).JoinPage }));

/** Shows the page to a signed-in user, and the sign-in at the same address to anybody else. */
export function SignInGate({ children }: { children: ReactNode }) {
  const isClosed = useSyncExternalStore(sessionGate.subscribe, sessionGate.isClosed);
  const proof = useSyncExternalStore(proofGate.subscribe, proofGate.asked);
  const viewer = useViewer();
  // Who signs in at a first visit stays on that page until the gate opens: a late poll names them before, while they
  // still have recovery codes to store.
  const [wasFirstVisit, setFirstVisit] = useState(false);
  const isFirstVisit = isClosed && (wasFirstVisit || !viewer);
  if (isFirstVisit !== wasFirstVisit) setFirstVisit(isFirstVisit);

  if (invitationToken) {
    return (
      <Suspense>
        <JoinPage token={invitationToken} />
      </Suspense>
    );
  }
  if (isFirstVisit) {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  }
  return (
    <>
      {children}
      {isClosed && viewer && (
        <Suspense>
          <SignInAgain last={viewer} />
        </Suspense>
      )}
      {proof && (
        <Suspense>
          <ProofPrompt by={proof} />
        </Suspense>
      )}
    </>
  );
}
