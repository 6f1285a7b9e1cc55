import type { ReactNode } from "react";
import { useDialogTitle } from "../ui/documentTitle";
import { useDropSecondClick } from "../ui/useDropSecondClick";

type Props = {
  /** Names the step for a screen reader, and in the document's title unless it is the page's own. */
  step: string;
  children: ReactNode;
};

/** The page's one column. It stays while its steps change, so that it knows which of them was clicked. */
export function Column({ step, children }: Props) {
  useDialogTitle(step === "New payout" ? "" : step);
  const dropSecondClick = useDropSecondClick(step);
  return (
    <section
      aria-label={step}
      tabIndex={-1}
      onClickCapture={dropSecondClick}
      className="w-full max-w-140 outline-none"
    >
      {children}
    </section>
  );
}

/** The review's buttons. They stay in view on a phone, while what they are about scrolls behind them. */
export function ColumnActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-(--foot,0px) -mx-5 -mb-5 flex flex-wrap-reverse justify-end gap-3 rounded-b-xl border-t border-line bg-surface px-5 py-4">
      {children}
    </div>
  );
}
