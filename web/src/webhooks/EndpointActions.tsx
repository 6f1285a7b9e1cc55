import { useState } from "react";
import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
import { DeleteEndpoint } from "./DeleteEndpoint";
import type { Endpoint } from "./endpoints";
import { ReplayEvents } from "./ReplayEvents";
import { RotateSecret } from "./RotateSecret";
import { SEND_TEST, SET_STATE } from "./verbs";

const FORMS = { replay: ReplayEvents, rotate: RotateSecret, delete: DeleteEndpoint };

/** At once happens only what another click takes back, or what is a test. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const [step, setStep] = useState<keyof typeof FORMS | null>(null);
  const [told, setTold] = useState("");
  const isEnabled = endpoint.state === "ENABLED";
  const test = useVerb(SEND_TEST, {
    unsure: "It may have been sent.",
    onDone: () => announce("Test event sent: see its outcome below"),
  });
  const state = useVerb(SET_STATE, {
    onDone: () => announce(isEnabled ? "Endpoint disabled" : "Endpoint enabled"),
  });
  const isSending = test.isSending || state.isSending;
  const toggle = () =>
    state.send({ input: { id: endpoint.id, state: isEnabled ? "DISABLED" : "ENABLED" } });
  const close = (told = "") => {
    setStep(null);
    setTold(told);
  };
  const Form = step && FORMS[step];
  return (
    <div className="grid gap-3 print:hidden">
      {/* Takes the focus of a button that leaves it. */}
      <div tabIndex={-1} className="flex flex-wrap gap-2 outline-none">
        {isEnabled && (
          <Button
            kind="primary"
            aria-disabled={isSending}
            onClick={() => isSending || test.send({ input: { endpointId: endpoint.id } })}
          >
            Send test event
          </Button>
        )}
        <Button aria-disabled={isSending} onClick={() => isSending || toggle()}>
          {isEnabled ? "Disable" : "Enable"}
        </Button>
        {isEnabled && <Button onClick={() => setStep("replay")}>Send events again</Button>}
        <Button onClick={() => setStep("rotate")}>Rotate secret</Button>
        <Button onClick={() => setStep("delete")}>Delete</Button>
      </div>
      <FormError error={test.errors.form ?? state.errors.form} />
      {told && <p className="text-sm text-pretty text-soft">{told}</p>}
      {Form && <Form endpoint={endpoint} onClose={close} />}
    </div>
  );
}
