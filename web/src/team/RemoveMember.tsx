import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { type Member, REMOVE } from "./team";

type Props = { merchantId: string; member: Member; onClose: () => void };

/** Asks first, with the focus on the question. */
export function RemoveMember({ merchantId, member, onClose }: Props) {
  const [keepsKeys, setKeepsKeys] = useState(false);
  const { errors, isSending, send } = useVerb(REMOVE, {
    onDone: () => {
      announce(`${member.name} removed`);
      onClose();
    },
  });
  return (
    <FormDialog
      title="Remove from the team"
      submit="Remove"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { merchantId, userId: member.userId, keepKeys: keepsKeys } })}
      onClose={onClose}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        <strong className="font-semibold">{member.name}</strong> is signed out everywhere and sees
        nothing any more. API keys that they made stop working, as they know the secrets.
      </p>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-1.5 text-sm">
        <input
          type="checkbox"
          checked={keepsKeys}
          onChange={({ target }) => setKeepsKeys(target.checked)}
          className="mt-1"
        />
        <span>Leave those keys working</span>
      </label>
    </FormDialog>
  );
}
