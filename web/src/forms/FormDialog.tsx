import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { go } from "../navigation/navigation";
import { Button, Dialog, LONG_TEXT } from "../ui";
import { FormActionsOrQuestion } from "./FormActionsOrQuestion";
import { FormError } from "./FormError";

type Props = {
  title: string;
  submit: string;
  /** On the button that leaves everything as it is. */
  leave?: string;
  /** The id of what the dialog asks. The focus then starts on the button that leaves everything, not on a field. */
  asks?: string;
  isSending: boolean;
  /** An error that concerns no particular field. */
  error: string | undefined;
  onSubmit: () => void;
  /** By default the dialog named in the address is closed. */
  onClose?: () => void;
  /** The address does not name it: Back closes it alone. */
  isStep?: boolean;
  /** It opens with what was typed before. */
  wasTyped?: boolean;
  children: ReactNode;
};

export function closeDialog() {
  go({ dialog: null }, { replace: true });
}

export function FormDialog(props: Props) {
  const { title, submit, isSending, error, onSubmit, onClose = closeDialog, children } = props;
  const [isTyped, setIsTyped] = useState(props.wasTyped ?? false);
  const form = useRef<HTMLFormElement>(null);
  const wasSending = useRef(false);

  // A disabled field loses the focus: after a refusal the field that it concerns has it, else the button.
  useEffect(() => {
    if (wasSending.current && !isSending) {
      const isLost = !form.current?.contains(document.activeElement);
      focusOn(form.current, isLost ? "[aria-invalid], [type=submit]" : "[aria-invalid]");
    }
    wasSending.current = isSending;
  }, [isSending]);

  // A refusal of a later step leads back to a form that is drawn anew.
  useEffect(() => focusOn(form.current, "[aria-invalid]"), []);

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    onSubmit();
    // After the page's own errors are on it.
    setTimeout(() => focusOn(form.current, "[aria-invalid]"));
  };
  return (
    <Dialog title={title} onClose={onClose} onBack={props.isStep || isTyped ? "close" : undefined}>
      <form
        ref={form}
        noValidate
        onSubmit={send}
        onChange={() => setIsTyped(true)}
        className="flex flex-col gap-4"
      >
        {/* Disabled while sending, so that the form keeps showing the values sent. */}
        <fieldset disabled={isSending} className="contents">
          {children}
        </fieldset>
        <FormError error={error} />
        <FormActionsOrQuestion isTyped={isTyped} onDiscard={onClose}>
          <Button onClick={onClose} aria-describedby={props.asks} data-autofocus={props.asks && ""}>
            {props.leave ?? "Cancel"}
          </Button>
          <Button kind="primary" type="submit" aria-disabled={isSending} className={LONG_TEXT}>
            {isSending ? "Sending…" : submit}
          </Button>
        </FormActionsOrQuestion>
      </form>
    </Dialog>
  );
}

function focusOn(form: HTMLFormElement | null, selector: string) {
  form?.querySelector<HTMLElement>(selector)?.focus();
}
