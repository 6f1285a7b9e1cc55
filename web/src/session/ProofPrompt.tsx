import { type FormEvent, useState } from "react";
import { proofGate, Unreachable } from "../api";
import type { ProofKind } from "../api/proofGate";
import { sendToSession } from "../api/sessionRequest";
import { Button, Dialog, FormActions, TextField } from "../ui";

const UNANSWERED = "Can't reach the server. Try again in a moment.";

/** Over whatever waits for it. Once given, the same request goes on by itself. */
export function ProofPrompt({ by }: { by: ProofKind }) {
  const isCode = by === "CODE";
  const [value, setValue] = useState("");
  const [error, setError] = useState<string>();
  const [isSending, setIsSending] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // it may lie in a form of the page
    if (isSending) return;
    if (!value.trim()) return setError(isCode ? "Enter a code." : "Enter your password.");
    setIsSending(true);
    setError(undefined);
    const refusal = await give(isCode ? { code: value } : { password: value });
    setIsSending(false);
    if (refusal === null) proofGate.answer(true);
    else setError(refusal);
  };

  return (
    <Dialog title="Is it you?" onClose={() => proofGate.answer(false)}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-pretty text-soft">
          {isCode
            ? "This takes a code from your app. We won't ask again for 15 minutes."
            : "This takes your password again. We won't ask again for 15 minutes."}
        </p>
        <TextField
          label={isCode ? "Code" : "Password"}
          name={isCode ? "code" : "password"}
          type={isCode ? "text" : "password"}
          inputMode="text"
          autoComplete={isCode ? "one-time-code" : "current-password"}
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          value={value}
          error={error}
          hint={isCode ? "The 6 digits in your app, or a recovery code." : undefined}
          onChange={(event) => setValue(event.target.value)}
        />
        <FormActions>
          <Button onClick={() => proofGate.answer(false)}>Cancel</Button>
          <Button kind="primary" type="submit" aria-disabled={isSending}>
            {isSending ? "Checking…" : "Continue"}
          </Button>
        </FormActions>
      </form>
    </Dialog>
  );
}

/** Null if it was right; else what to tell. */
async function give(proof: object): Promise<string | null> {
  try {
    const { status, body } = await sendToSession("POST", "proof/", proof);
    if (status === 204) return null;
    return (status < 500 && body.message) || UNANSWERED;
  } catch (cause) {
    if (!(cause instanceof Unreachable)) console.error(cause);
    return UNANSWERED;
  }
}
