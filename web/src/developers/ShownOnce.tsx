import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { Button, Dialog, FormActions, useKeptOpen } from "../ui";

type Props = {
  title: string;
  /** What is shown, in the reader's word for it. */
  what: "key" | "secret";
  /** Takes the focus and is read out: the form is gone with its focused button. */
  about: ReactNode;
  onDone: () => void;
  /** The secret itself, and how to use it. */
  children: ReactNode;
};

/** A secret that can't be shown again, so that it leaves the screen by its own button only. */
export function ShownOnce({ title, ...props }: Props) {
  return (
    <Dialog title={title} onClose={props.onDone} onBack="close">
      <Kept {...props} />
    </Dialog>
  );
}

function Kept({ what, about, onDone, children }: Omit<Props, "title">) {
  const text = useRef<HTMLParagraphElement>(null);
  const stored = useRef<HTMLButtonElement>(null);
  const [attempts, setAttempts] = useState(0);
  const endWarning = useLeaveWarning();
  useEffect(() => text.current?.focus({ preventScroll: true }), []);
  useKeptOpen(true, () => {
    setAttempts(attempts + 1);
    stored.current?.focus();
  });
  const done = () => {
    endWarning();
    onDone();
  };
  return (
    <div className="grid gap-4">
      <p ref={text} tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        {about}
      </p>
      {children}
      <FormActions>
        {attempts > 0 && (
          // The key has each attempt read out.
          <p key={attempts} role="alert" className="order-last basis-full text-sm font-medium">
            Store the {what} first. Then choose “I've stored it”.
          </p>
        )}
        <Button ref={stored} kind="primary" onClick={done}>
          I've stored it
        </Button>
      </FormActions>
    </div>
  );
}
