import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import type { Role } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { Button, Dialog, FormActions } from "../ui";
import { RoleField } from "./RoleField";
import { CHANGE_ROLE, type Member } from "./team";

type Props = { merchantId: string; member: Member; onClose: () => void };
type Key = { id: string; name: string };

export function ChangeRole({ merchantId, member, onClose }: Props) {
  const [role, setRole] = useState<Role>(member.role);
  const [keys, setKeys] = useState<Key[]>([]);
  const { errors, isSending, send } = useVerb(CHANGE_ROLE, {
    fields: ["role"] as const,
    onDone: (result) => {
      announce("Role changed");
      if (result.keys.length > 0) setKeys([...result.keys]);
      else onClose();
    },
  });
  if (keys.length > 0) return <KeysLeft member={member} keys={keys} onClose={onClose} />;
  return (
    <FormDialog
      title="Change role"
      submit="Change role"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { merchantId, userId: member.userId, role } })}
      onClose={onClose}
      isStep
    >
      <p className="text-sm text-pretty wrap-anywhere text-soft">
        Of <strong className="font-semibold text-ink">{member.name}</strong>. It counts at once.
      </p>
      <RoleField value={role} error={errors.role} onChange={setRole} />
    </FormDialog>
  );
}

/** The role makes no keys any more; those that there are still work. */
function KeysLeft({ member, keys, onClose }: { member: Member; keys: Key[]; onClose: () => void }) {
  return (
    <Dialog title="Keys that stay" onClose={onClose} onBack="close">
      <div className="grid gap-4 text-sm">
        <p className="text-pretty wrap-anywhere">
          {member.name} knows the secrets of these API keys, and they still work. Rotate or revoke
          them under Developers if that shouldn't be.
        </p>
        <ul aria-label="Keys" className="list-disc pl-5 wrap-anywhere">
          {keys.map((key) => (
            <li key={key.id}>{key.name}</li>
          ))}
        </ul>
        <FormActions>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </FormActions>
      </div>
    </Dialog>
  );
}
