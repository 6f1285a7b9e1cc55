import { CopyBlock } from "../developers/CopyBlock";
import { ShownOnce } from "../developers/ShownOnce";
import type { Endpoint } from "./endpoints";

/** The secret lives in this component's state alone: not in the address, in storage, nor in a log. */
export type NewSecret = { endpoint: Endpoint; secret: string };

type Props = { title: string; made: NewSecret; onDone: () => void };

export function SecretOnce({ title, made, onDone }: Props) {
  const about = (
    <>
      This secret signs what we send to{" "}
      <strong className="font-semibold">{made.endpoint.url}</strong>. Store it where only that
      server reads it: we can't show it again.
    </>
  );
  return (
    <ShownOnce title={title} what="secret" about={about} onDone={onDone}>
      <CopyBlock label="Signing secret" what="signing secret" text={made.secret} wraps />
      <CopyBlock label="Check a signature in Python" what="Python code" text={PYTHON} />
      <p className="text-sm text-pretty text-soft">
        Any Standard Webhooks library does the same. Give it the body as it came, unparsed.
      </p>
    </ShownOnce>
  );
}

const PYTHON = `import json
from standardwebhooks import Webhook

Webhook(secret).verify(body, headers)  # raises if not ours
event = json.loads(body)`;
