import { useEffect, useRef, useState } from "react";
import { CopyBlock } from "../developers/CopyBlock";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { Button, Dialog, FormActions, useKeptOpen } from "../ui";
import type { Endpoint } from "./endpoints";

/** The secret lives in this component's state alone: not in the address, in storage, nor in a log. */
export type NewSecret = { endpoint: Endpoint; secret: string };

type Props = { title: string; made: NewSecret; onDone: () => void };

export function SecretOnce({ title, ...props }: Props) {
  return (
    <Dialog title={title} onClose={props.onDone} onBack="close">
      <Secret {...props} />
    </Dialog>
  );
}

/** Leaves the screen by its own button only: it can't be shown again. */
function Secret({ made, onDone }: Omit<Props, "title">) {
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
        This secret signs what we send to{" "}
        <strong className="font-semibold">{made.endpoint.url}</strong>. Store it where only that
        server reads it: we can't show it again.
      </p>
      <CopyBlock label="Signing secret" what="signing secret" text={made.secret} wraps />
      <CopyBlock label="Check a signature in Python" what="Python code" text={PYTHON} />
      <p className="text-sm text-pretty text-soft">
        Any Standard Webhooks library does the same. Give it the body as it came, unparsed.
      </p>
      <FormActions>
        {attempts > 0 && (
          // The key has each attempt read out.
          <p key={attempts} role="alert" className="order-last basis-full text-sm font-medium">
            Store the secret first. Then choose “I've stored it”.
          </p>
        )}
        <Button ref={stored} kind="primary" onClick={done}>
          I've stored it
        </Button>
      </FormActions>
    </div>
  );
}

const PYTHON = `from standardwebhooks import Webhook

Webhook(secret).verify(body, headers)  # raises if not ours
event = json.loads(body)`;
