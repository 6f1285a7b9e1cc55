import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { sessionGate } from "../api";
import { useViewer } from "./useViewer";

const SignInPage = lazy(async () => ({ default: (await import("./SignInPage")).SignInPage }));
const SignInAgain = lazy(async () => ({ default: (await import("./SignInAgain")).SignInAgain }));

/** The page for who may see it; for everybody else the way to sign in, at the same address. */
export function SignInGate({ children }: { children: ReactNode }) {
  const isRefused = useSyncExternalStore(sessionGate.subscribe, sessionGate.isRefused);
  const viewer = useViewer();
  if (isRefused && !viewer) {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  }
  return (
    <>
      {children}
      {isRefused && viewer && (
        <Suspense>
          <SignInAgain last={viewer} />
        </Suspense>
      )}
    </>
  );
}
