import { lazy, Suspense, useState } from "react";
import { PageFault } from "../api";
import { leaveUnasked } from "../navigation/useLeaveWarning";
import { BreakingName, Button } from "../ui";
import { signOut } from "./session";
import { useViewer } from "./useViewer";

const Account = lazy(async () => ({ default: (await import("../account/Account")).Account }));

/** The signed-in user, "Account" and "Sign out", in the header. Empty with open access. */
export function SignedIn() {
  const viewer = useViewer();
  const [isLeaving, setIsLeaving] = useState(false);
  const [failure, setFailure] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  if (viewer?.kind !== "PERSON") return null;

  const leave = async () => {
    setIsLeaving(true);
    try {
      await signOut();
      // A full load of the start page, so that nothing shown before stays in memory.
      leaveUnasked(() => window.location.assign("/"));
    } catch (error) {
      setFailure(error instanceof PageFault ? error.message : "Can't reach the server.");
      setIsLeaving(false);
    }
  };

  return (
    <div className="flex min-w-0 flex-wrap items-center justify-end gap-x-2 text-sm print:hidden">
      <p className="line-clamp-2 max-w-64 min-w-0 wrap-anywhere text-soft">
        <span className="sr-only">Signed in as </span>
        <BreakingName text={viewer.name} />
      </p>
      <Button isSmall kind="quiet" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Account
      </Button>
      <Button isSmall aria-disabled={isLeaving} onClick={() => isLeaving || leave()}>
        {isLeaving ? "Signing out…" : "Sign out"}
      </Button>
      <span role="alert" className="text-bad empty:hidden">
        {failure && `${failure} You're still signed in.`}
      </span>
      {isOpen && (
        <Suspense>
          <Account name={viewer.name} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
