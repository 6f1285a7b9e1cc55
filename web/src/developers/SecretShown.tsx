import { useEffect, useRef, useState } from "react";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { Button, Dialog, FormActions, useKeptOpen } from "../ui";
import { CopyBlock } from "./CopyBlock";
import { FirstCall } from "./FirstCall";
import type { ApiKey } from "./keys";

/** The secret lives in this component's state alone: not in the address, in storage, nor in a log. */
export type NewKey = { key: ApiKey; secret: string };

type Props = { title: string; made: NewKey; merchantId: string; onDone: () => void };

export function SecretShown({ title, ...props }: Props) {
  return (
    <Dialog title={title} onClose={props.onDone} onBack="close">
      <Secret {...props} />
    </Dialog>
  );
}

/** Shown once: the server keeps its hash alone. So it leaves the screen by its own button only. */
function Secret({ made, merchantId, onDone }: Omit<Props, "title">) {
  const text = useRef<HTMLParagraphElement>(null);
  const stored = useRef<HTMLButtonElement>(null);
  const [attempts, setAttempts] = useState(0);
  const endWarning = useLeaveWarning();
  // The form is gone with its focused button, so the text takes the focus and is read out.
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
        This is <strong className="font-semibold">{made.key.name}</strong>. Store it where only its
        program reads it: we can't show it again.
      </p>
      <CopyBlock label="API key" what="API key" text={made.secret} wraps />
      <FirstCall made={made} merchantId={merchantId} />
      <FormActions>
        {attempts > 0 && (
          // The key has each attempt read out.
          <p key={attempts} role="alert" className="order-last basis-full text-sm font-medium">
            Store the key first. Then choose “I've stored it”.
          </p>
        )}
        <Button ref={stored} kind="primary" onClick={done}>
          I've stored it
        </Button>
      </FormActions>
    </div>
  );
}
