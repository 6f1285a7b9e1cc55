import { useEffect, useRef, useState } from "react";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { Button, CopyButton, useKeptOpen } from "../ui";

type Props = { codes: string[]; onDone: () => void };

/** Shown once: the server keeps their hashes alone. So they leave the screen by their own button only. */
export function RecoveryCodes({ codes, onDone }: Props) {
  const heading = useRef<HTMLParagraphElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [attempts, setAttempts] = useState(0);
  const endWarning = useLeaveWarning();
  // The form is gone with its focused button, so the heading takes the focus and is read out.
  useEffect(() => heading.current?.focus(), []);
  useKeptOpen(true, () => {
    setAttempts(attempts + 1);
    list.current?.focus();
  });

  const done = () => {
    // What follows may load the page anew.
    endWarning();
    onDone();
  };
  return (
    <div className="grid gap-3">
      <p ref={heading} tabIndex={-1} className="font-medium outline-none">
        Your recovery codes
      </p>
      <p className="text-sm text-pretty text-soft">
        Store them where your phone isn't. Each one signs you in once if you lose it. We can't show
        them again.
      </p>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Codes to store"
        className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-1 rounded-lg border border-line bg-page px-4 py-3 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      {attempts > 0 && (
        // The key has each attempt read out.
        <p
          key={attempts}
          role="alert"
          className="rounded-lg bg-wait-quiet px-3 py-2 text-sm text-wait"
        >
          Store these codes first. Then choose “I've stored them”.
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="primary" onClick={done}>
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
