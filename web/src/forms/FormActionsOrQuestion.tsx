import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLeaveWarning } from "../navigation/useLeaveWarning";
import { Button, FormActions, useKeptOpen } from "../ui";

type Props = {
  /** Something was typed that closing would lose. */
  isTyped: boolean;
  onDiscard: () => void;
  /** The form's own buttons. */
  children: ReactNode;
};

/**
 * A form's buttons. In their place it asks before Escape, a click beside the dialog or Back loses what was typed.
 * Before the page itself is left, the browser asks.
 */
export function FormActionsOrQuestion({ isTyped, onDiscard, children }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const field = useLastField();
  const goOn = () => {
    setIsAsking(false);
    field.current?.focus();
  };
  useLeaveWarning(isTyped);
  useKeptOpen(isTyped, () => {
    setIsAsking(true);
    keep.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (isAsking) keep.current?.focus({ preventScroll: true });
  }, [isAsking]);

  if (!isAsking) return <FormActions>{children}</FormActions>;
  return (
    <FormActions>
      <p role="alert" className="order-last basis-full text-sm font-medium">
        Discard what you've typed?
      </p>
      <Button key="discard" onClick={onDiscard}>
        Discard
      </Button>
      <Button key="keep" ref={keep} kind="primary" onClick={goOn}>
        Keep editing
      </Button>
    </FormActions>
  );
}

/** The field that had the focus last: a click beside the dialog has taken it already. */
function useLastField() {
  const field = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const note = ({ target }: Pick<FocusEvent, "target">) => {
      if (target instanceof HTMLElement && target.matches("input, select")) field.current = target;
    };
    document.addEventListener("focusin", note);
    note({ target: document.activeElement });
    return () => document.removeEventListener("focusin", note);
  }, []);
  return field;
}
