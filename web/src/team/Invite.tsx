import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import type { Role } from "../gql/graphql";
import { invitationLink } from "../session/invitation";
import { roleText } from "../session/roles";
import { Button, CopyButton, Dialog, FormActions, TextField } from "../ui";
import { RoleField } from "./RoleField";
import { INVITATION_ROW, INVITE, type Invitation } from "./team";

/** The token lives in this page's memory alone. */
export type Invited = { invitation: Invitation; token: string };

type Props = { merchantId: string; onDone: (invited: Invited) => void; onClose: () => void };

export function Invite({ merchantId, onDone, onClose }: Props) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role | null>(null);
  const { errors, isSending, send, refuse } = useVerb(INVITE, {
    fields: ["email", "role"] as const,
    onDone: ({ token, invitation }) =>
      onDone({ token, invitation: readFragment(INVITATION_ROW, invitation) }),
  });
  const submit = () => {
    if (!email.trim()) return refuse({ email: "Enter an e-mail address." });
    if (!role) return refuse({ role: "Choose one." });
    send({ input: { merchantId, email, role } });
  };
  return (
    <FormDialog
      title="Invite to the team"
      submit="Make invitation"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
      onClose={onClose}
      isStep
    >
      <TextField
        label="E-mail"
        type="email"
        autoComplete="off"
        value={email}
        error={errors.email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <RoleField value={role} error={errors.role} onChange={setRole} />
    </FormDialog>
  );
}

export function InvitationLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { invitation, token } = invited;
  const link = invitationLink(token);
  return (
    <Dialog title="Send this link" onClose={onClose} onBack="close">
      <div className="grid gap-4">
        <p className="text-sm text-pretty wrap-anywhere">
          Send it to <strong className="font-semibold">{invitation.email}</strong> yourself. Whoever
          opens it joins as {roleText(invitation.role).label.toLowerCase()}. It works once, for
          seven days, and we can't show it again.
        </p>
        <div className="flex items-start gap-2 rounded-lg border border-line bg-page px-3 py-2">
          <code className="min-w-0 flex-1 text-xs wrap-anywhere">{link}</code>
          <CopyButton text={link} what="link" />
        </div>
        <FormActions>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </FormActions>
      </div>
    </Dialog>
  );
}
