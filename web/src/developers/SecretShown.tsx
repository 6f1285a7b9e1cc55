import { CopyBlock } from "./CopyBlock";
import { FirstCall } from "./FirstCall";
import type { ApiKey } from "./keys";
import { ShownOnce } from "./ShownOnce";

/** The secret lives in this component's state alone: not in the address, in storage, nor in a log. */
export type NewKey = { key: ApiKey; secret: string };

type Props = { title: string; made: NewKey; merchantId: string; onDone: () => void };

/** The server keeps its hash alone. */
export function SecretShown({ title, made, merchantId, onDone }: Props) {
  const about = (
    <>
      This is <strong className="font-semibold">{made.key.name}</strong>. Store it where only its
      program reads it: we can't show it again.
    </>
  );
  return (
    <ShownOnce title={title} what="key" about={about} onDone={onDone}>
      <CopyBlock label="API key" what="API key" text={made.secret} wraps />
      <FirstCall made={made} merchantId={merchantId} />
    </ShownOnce>
  );
}
