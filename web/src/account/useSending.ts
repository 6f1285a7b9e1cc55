import { useRef, useState } from "react";
import { Refused } from "../api/errors";
import { RefusedField } from "./account";

export type Errors = Partial<Record<string, string>>;

const UNANSWERED = "Can't reach the server. Try again in a moment.";

/** Sends a form once at a time and keeps its errors: by field, or under `form`. `fields` are those of the form. */
export function useSending(fields: readonly string[]) {
  const [errors, setErrors] = useState<Errors>({});
  const [isSending, setIsSending] = useState(false);
  const isBusy = useRef(false);

  const send = async <Result>(
    missing: Errors,
    call: () => Promise<Result>,
    onDone: (result: Result) => void,
  ) => {
    if (isBusy.current) return;
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    isBusy.current = true;
    setIsSending(true);
    try {
      onDone(await call());
    } catch (cause) {
      setErrors(errorsOf(cause, fields));
    } finally {
      isBusy.current = false;
      setIsSending(false);
    }
  };

  return { errors, isSending, send, clear: () => setErrors({}) };
}

export function errorsOf(cause: unknown, fields: readonly string[]): Errors {
  if (!(cause instanceof Refused)) return { form: UNANSWERED };
  const field = cause instanceof RefusedField ? cause.field : undefined;
  return { [field && fields.includes(field) ? field : "form"]: asSentence(cause.message) };
}

/** Puts "It" for the API's field name, since the label stands above. */
function asSentence(message: string): string {
  return message.replace(/^[a-z]+(_[a-z]+)*(?= (must|is) )/, "It");
}
