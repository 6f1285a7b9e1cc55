import { useId, useLayoutEffect, useRef } from "react";
import { SignIn } from "./SignIn";
import type { Viewer } from "./useViewer";

/**
 * Over the whole page, which stays as it is below: nothing of it can be read, and no form loses what it holds. The last
 * dialog to be opened is above all others, so a form in a dialog is covered too.
 */
export function SignInAgain({ last }: { last: Viewer }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => event.preventDefault()}
      // A browser lets a second Escape close any dialog.
      onClose={() => dialog.current?.isConnected && dialog.current.showModal()}
      className="m-0 h-dvh max-h-none w-full max-w-none overflow-y-auto border-0 bg-page px-4 py-8 text-ink open:grid open:items-center"
    >
      <SignIn last={last} titleId={titleId} />
    </dialog>
  );
}
