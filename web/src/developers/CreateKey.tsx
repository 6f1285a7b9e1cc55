import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import type { Scope } from "../gql/graphql";
import { ForMerchant } from "../merchants/ForMerchant";
import { SelectField, TextField } from "../ui";
import { KEY_ROW } from "./keys";
import { CREATE_KEY } from "./keyVerbs";
import { PasswordAgain } from "./PasswordAgain";
import { ScopeChoice } from "./ScopeChoice";
import { type NewKey, SecretShown } from "./SecretShown";

const LIVES = [
  { days: 0, label: "Never" },
  { days: 30, label: "In 30 days" },
  { days: 90, label: "In 90 days" },
  { days: 365, label: "In a year" },
];
const FIELDS = ["name", "scopes", "expiresAt", "password"] as const;
const UNSURE = "The key may have been made. If it's in the list, revoke it: its secret is lost.";

export function CreateKey({ merchantId }: { merchantId: string }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Scope[]>(["READ"]);
  const [days, setDays] = useState(0);
  const [password, setPassword] = useState("");
  const [made, setMade] = useState<NewKey | null>(null);
  const { errors, isSending, send, refuse } = useVerb(CREATE_KEY, {
    fields: FIELDS,
    unsure: UNSURE,
    onDone: ({ secret, apiKey }) => {
      setPassword("");
      setMade({ secret, key: readFragment(KEY_ROW, apiKey) });
    },
  });

  const submit = () => {
    if (!name.trim()) return refuse({ name: "Say what uses it, such as “Payroll server”." });
    if (scopes.length === 0) return refuse({ scopes: "Choose at least one." });
    const expiresAt = days ? new Date(Date.now() + days * 86_400_000).toISOString() : null;
    send({ input: { merchantId, name, scopes, expiresAt, password: password || null } });
  };

  if (made) {
    return (
      <SecretShown title="Key created" made={made} merchantId={merchantId} onDone={closeDialog} />
    );
  }
  return (
    <FormDialog
      title="Create API key"
      submit="Create key"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
    >
      <ForMerchant />
      <TextField
        label="Name"
        autoComplete="off"
        placeholder="Payroll server"
        value={name}
        error={errors.name}
        onChange={(event) => setName(event.target.value)}
      />
      <ScopeChoice value={scopes} error={errors.scopes} onChange={setScopes} />
      <SelectField
        label="Expires"
        value={days}
        error={errors.expiresAt}
        onChange={(event) => setDays(Number(event.target.value))}
      >
        {LIVES.map((life) => (
          <option key={life.days} value={life.days}>
            {life.label}
          </option>
        ))}
      </SelectField>
      <PasswordAgain value={password} error={errors.password} onChange={setPassword} />
    </FormDialog>
  );
}
