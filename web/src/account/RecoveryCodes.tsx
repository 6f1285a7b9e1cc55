import { useEffect, useRef } from "react";
import { Button, CopyButton } from "../ui";

type Props = { codes: string[]; onDone: () => void };

/** Shown once: the server keeps their hashes alone. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const heading = useRef<HTMLParagraphElement>(null);
  // The form is gone with its focused button, so the heading takes the focus and is read out.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid gap-3">
      <p ref={heading} tabIndex={-1} className="font-medium outline-none">
        Your recovery codes
      </p>
      <p className="text-sm text-pretty text-soft">
        Store them where your phone isn't. Each one signs you in once if you lose it. We can't show
        them again.
      </p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-1 rounded-lg border border-line bg-page px-4 py-3 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="primary" onClick={onDone}>
          I've stored them
        </Button>
        <span className="flex items-center gap-1 text-sm text-soft">
          <CopyButton text={codes.join("\n")} what="recovery codes" />
          Copy all
        </span>
      </div>
    </div>
  );
}
