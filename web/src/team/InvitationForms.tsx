import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import { announce } from "../navigation/announcer";
import type { Invited } from "./Invite";
import { INVITATION_ROW, type Invitation, RENEW, REVOKE } from "./team";

type Props = { invitation: Invitation; onClose: () => void };

export function RenewInvitation({
  invitation,
  onDone,
  onClose,
}: Props & { onDone: (invited: Invited) => void }) {
  const { errors, isSending, send } = useVerb(RENEW, {
    onDone: ({ token, invitation }) =>
      onDone({ token, invitation: readFragment(INVITATION_ROW, invitation) }),
  });
  return (
    <FormDialog
      title="Make a new link"
      submit="Make new link"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { invitationId: invitation.invitationId } })}
      onClose={onClose}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        The link that {invitation.email} has stops working. The new one works for seven days.
      </p>
    </FormDialog>
  );
}

export function RevokeInvitation({ invitation, onClose }: Props) {
  const { errors, isSending, send } = useVerb(REVOKE, {
    onDone: () => {
      announce("Invitation withdrawn");
      onClose();
    },
  });
  return (
    <FormDialog
      title="Withdraw the invitation"
      submit="Withdraw"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { invitationId: invitation.invitationId } })}
      onClose={onClose}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        The link that {invitation.email} has stops working.
      </p>
    </FormDialog>
  );
}
