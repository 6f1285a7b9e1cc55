import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import { SelectField } from "../ui";
import { closeKeyDialog, KeyDialog } from "./KeyDialog";
import { KeyName } from "./KeyRows";
import { type ApiKey, KEY_ROW } from "./keys";
import { ROTATE_KEY } from "./keyVerbs";
import { PasswordAgain } from "./PasswordAgain";
import { type NewKey, SecretShown } from "./SecretShown";

const GRACES = [
  { hours: 24, label: "For 24 hours" },
  { hours: 72, label: "For 72 hours" },
  { hours: 1, label: "For 1 hour" },
  { hours: 0, label: "Not at all: stop it now" },
];
const UNSURE = "The key may have been rotated. If so, revoke the new one: its secret is lost.";
const TITLE = "Rotate API key";

export function RotateKey({ merchantId }: { merchantId: string }) {
  // Outside of what loads the key: the secret stays whatever becomes of that.
  const [made, setMade] = useState<NewKey | null>(null);
  if (made) {
    return (
      <SecretShown
        title="Key rotated"
        made={made}
        merchantId={merchantId}
        onDone={closeKeyDialog}
      />
    );
  }
  return (
    <KeyDialog title={TITLE} merchantId={merchantId}>
      {(key) => <RotateForm apiKey={key} onMade={setMade} />}
    </KeyDialog>
  );
}

function RotateForm({ apiKey, onMade }: { apiKey: ApiKey; onMade: (made: NewKey) => void }) {
  const [graceHours, setGraceHours] = useState(24);
  const [password, setPassword] = useState("");
  const { errors, isSending, send } = useVerb(ROTATE_KEY, {
    fields: ["graceHours", "password"],
    unsure: UNSURE,
    onDone: ({ secret, apiKey }) => onMade({ secret, key: readFragment(KEY_ROW, apiKey) }),
  });
  return (
    <FormDialog
      title={TITLE}
      submit="Rotate key"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { id: apiKey.id, graceHours, password: password || null } })}
      onClose={closeKeyDialog}
    >
      <KeyName apiKey={apiKey} />
      <p className="text-sm text-pretty text-soft">
        A new key with the same name and scopes replaces it. Both work until the old one stops.
      </p>
      <SelectField
        label="The old key still works"
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
      <PasswordAgain value={password} error={errors.password} onChange={setPassword} />
    </FormDialog>
  );
}
