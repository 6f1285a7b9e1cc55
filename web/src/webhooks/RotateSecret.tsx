import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import { SelectField } from "../ui";
import { ENDPOINT_ROW, type Endpoint } from "./endpoints";
import { type NewSecret, SecretOnce } from "./SecretOnce";
import { ROTATE } from "./verbs";

const GRACES = [
  { hours: 24, label: "For 24 hours" },
  { hours: 72, label: "For 72 hours" },
  { hours: 1, label: "For 1 hour" },
  { hours: 0, label: "Not at all: stop it now" },
];
const UNSURE = "The secret may have been rotated. If so, rotate it again: the new one is lost.";

export function RotateSecret({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const [graceHours, setGraceHours] = useState(24);
  const [made, setMade] = useState<NewSecret | null>(null);
  const { errors, isSending, send } = useVerb(ROTATE, {
    fields: ["graceHours"],
    unsure: UNSURE,
    onDone: ({ secret, endpoint }) =>
      setMade({ secret, endpoint: readFragment(ENDPOINT_ROW, endpoint) }),
  });
  if (made) return <SecretOnce title="Secret rotated" made={made} onDone={onClose} />;
  return (
    <FormDialog
      title="Rotate signing secret"
      submit="Rotate secret"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { id: endpoint.id, graceHours } })}
      onClose={onClose}
      isStep
    >
      <p className="text-sm text-pretty wrap-anywhere text-soft">
        A new secret signs what we send to {endpoint.url}. Until the old one stops, each request has
        both signatures.
      </p>
      <SelectField
        label="The old secret still signs"
        value={graceHours}
        error={errors.graceHours}
        onChange={(event) => setGraceHours(Number(event.target.value))}
      >
        {GRACES.map(({ hours, label }) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
