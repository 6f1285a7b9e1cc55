import { useEffect, useId } from "react";
import { SignIn } from "./SignIn";

/** Replaces the dashboard for a first visit. */
export function SignInPage() {
  const titleId = useId();
  useEffect(() => {
    document.title = "Sign in · Payouts";
  }, []);
  return (
    <main id="main" tabIndex={-1} className="grid min-h-dvh items-center px-4 py-8 outline-none">
      <SignIn last={null} titleId={titleId} />
    </main>
  );
}
