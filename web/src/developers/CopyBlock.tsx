import { type ReactNode, useId } from "react";
import { CopyButton, classes } from "../ui";

type Props = {
  label: ReactNode;
  /** Names it for its button: "Copy API key". */
  what: string;
  text: string;
  /** Breaks anywhere instead of scrolling sideways. */
  wraps?: boolean;
};

/** A text to copy, whole: with its button, or by hand where the clipboard is out of reach. */
export function CopyBlock({ label, what, text, wraps = false }: Props) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex items-center justify-between gap-3 text-sm font-medium">
        <span id={id}>{label}</span>
        <CopyButton text={text} what={what} />
      </div>
      <section
        aria-labelledby={id}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling element.
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-page px-3 py-2.5"
      >
        <pre
          className={classes(
            "font-mono text-xs leading-5",
            wraps ? "wrap-anywhere whitespace-pre-wrap" : "w-max",
          )}
        >
          {text}
        </pre>
      </section>
    </div>
  );
}
