import type { FormEvent, ReactNode } from "react";
import { go } from "../navigation/navigation";
import { Button, Dialog, FormActions } from "../ui";

type Props = {
  title: string;
  submit: string;
  isSending: boolean;
  /** An error that concerns no particular field. */
  error: string | undefined;
  onSubmit: () => void;
  children: ReactNode;
};

export function closeDialog() {
  go({ dialog: null }, { replace: true });
}

export function FormDialog({ title, submit, isSending, error, onSubmit, children }: Props) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending) onSubmit();
  };
  return (
    <Dialog title={title} onClose={closeDialog}>
      <form noValidate onSubmit={send} className="flex flex-col gap-4">
        {/* Disabled while sending, so that the form keeps showing the values sent. */}
        <fieldset disabled={isSending} className="contents">
          {children}
        </fieldset>
        {error && (
          <p role="alert" className="rounded-lg bg-bad-quiet px-3 py-2 text-sm text-bad">
            {error}
          </p>
        )}
        <FormActions>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button kind="primary" type="submit" aria-disabled={isSending}>
            {isSending ? "Sending…" : submit}
          </Button>
        </FormActions>
      </form>
    </Dialog>
  );
}
