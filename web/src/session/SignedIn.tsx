import { useState } from "react";
import { Button } from "../ui";
import { signOut } from "./session";
import { useViewer } from "./useViewer";

/** The signed-in user and "Sign out", in the header. Empty with open access. */
export function SignedIn() {
  const viewer = useViewer();
  const [state, setState] = useState<"in" | "leaving" | "failed">("in");
  if (viewer?.kind !== "PERSON") return null;

  const leave = async () => {
    setState("leaving");
    if (await signOut()) {
      // A full load of the start page, so that nothing shown before stays in memory.
      window.location.assign(window.location.pathname);
    } else {
      setState("failed");
    }
  };

  return (
    <div className="flex min-w-0 items-center justify-between gap-2 text-sm max-sm:w-full">
      <p className="max-w-64 min-w-0 truncate text-soft" title={viewer.name}>
        <span className="sr-only">Signed in as </span>
        {viewer.name}
      </p>
      <Button isSmall disabled={state === "leaving"} onClick={leave}>
        {state === "leaving" ? "Signing out…" : "Sign out"}
      </Button>
      <span role="alert" className="text-bad empty:hidden">
        {state === "failed" && "Can't reach the server. You're still signed in."}
      </span>
    </div>
  );
}
