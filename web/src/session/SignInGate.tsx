import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { sessionGate } from "../api";
import { useViewer } from "./useViewer";

const SignInPage = lazy(async () => ({ default: (await import("./SignInPage")).SignInPage }));
const SignInAgain = lazy(async () => ({ default: (await import("./SignInAgain")).SignInAgain }));

/** Shows the page to a signed-in user, and the sign-in at the same address to anybody else. */
export function SignInGate({ children }: { children: ReactNode }) {
  const isClosed = useSyncExternalStore(sessionGate.subscribe, sessionGate.isClosed);
  const viewer = useViewer();
  if (isClosed && !viewer) {
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
    </>
  );
}
