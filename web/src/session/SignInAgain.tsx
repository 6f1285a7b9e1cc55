import { useId, useLayoutEffect, useRef } from "react";
import { SignIn } from "./SignIn";
import type { Viewer } from "./useViewer";

/**
 * Covers the whole page, which stays mounted below: none of it can be read, and no form loses its contents. The last
 * dialog opened lies above all others, so it covers a form in a dialog too.
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
      // A second Escape closes any dialog, despite onCancel.
      onClose={() => dialog.current?.isConnected && dialog.current.showModal()}
      className="m-0 h-dvh max-h-none w-full max-w-none overflow-y-auto border-0 bg-page px-4 py-8 text-ink open:grid open:items-center"
    >
      <SignIn last={last} titleId={titleId} />
    </dialog>
  );
}
