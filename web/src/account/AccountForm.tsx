import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "../ui";
import type { Errors } from "./useSending";

type Props = {
  submit: string;
  isSending: boolean;
  errors: Errors;
  onSubmit: () => void;
  /** Beside the button that submits. */
  action?: ReactNode;
  children: ReactNode;
};

/** A form within the account. After an error the focus goes to its field. */
export function AccountForm({ submit, isSending, errors, onSubmit, action, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer moves the focus, also one like the last.
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("[aria-invalid]")?.focus();
  }, [errors]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending) onSubmit();
  };
  return (
    <form ref={form} method="post" noValidate onSubmit={send} className="grid gap-4">
      {/* Disabled while sending, so that the form keeps showing the values sent. */}
      <fieldset disabled={isSending} className="contents">
        {children}
      </fieldset>
      {errors.form && (
        <p role="alert" className="rounded-lg bg-bad-quiet px-3 py-2 text-sm text-bad">
          {errors.form}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" aria-disabled={isSending}>
          {isSending ? "Sending…" : submit}
        </Button>
        {action}
      </div>
    </form>
  );
}
