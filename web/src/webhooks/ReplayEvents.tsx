import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { TextField } from "../ui";
import type { Endpoint } from "./endpoints";
import { REPLAY } from "./verbs";

export function ReplayEvents({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const [after, setAfter] = useState("");
  const [upTo, setUpTo] = useState("");
  const { errors, isSending, send, refuse } = useVerb(REPLAY, {
    fields: ["after", "upTo"],
    onDone: () => {
      announce("Events are being sent again");
      onClose();
    },
  });
  const submit = () => {
    if (!after.trim()) return refuse({ after: "Enter a position, or 0.0 for all events." });
    send({ input: { endpointId: endpoint.id, after: after.trim(), upTo: upTo.trim() || null } });
  };
  return (
    <FormDialog
      title="Send events again"
      submit="Send again"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
      onClose={onClose}
      isStep
    >
      <p className="text-sm text-pretty text-soft">
        We send each event of this endpoint's types once more, also those from before it was added.
      </p>
      <TextField
        label="After position"
        autoComplete="off"
        inputMode="decimal"
        placeholder="1044.0"
        value={after}
        error={errors.after}
        hint="Each event has one. 0.0 is before the first."
        onChange={(event) => setAfter(event.target.value)}
      />
      <TextField
        label="Up to position"
        autoComplete="off"
        inputMode="decimal"
        value={upTo}
        error={errors.upTo}
        hint={`Optional. The endpoint is at ${endpoint.position}.`}
        onChange={(event) => setUpTo(event.target.value)}
      />
    </FormDialog>
  );
}
