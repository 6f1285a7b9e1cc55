import { useState } from "react";
import { MerchantNav } from "../merchants/MerchantNav";
import { Button, Card, ErrorState, SkeletonRows } from "../ui";
import { ChangeRole } from "./ChangeRole";
import { RenewInvitation, RevokeInvitation } from "./InvitationForms";
import { InvitationList } from "./InvitationList";
import { InvitationLink, Invite, type Invited } from "./Invite";
import { LimitCard } from "./LimitCard";
import { MemberList } from "./MemberList";
import { RemoveMember } from "./RemoveMember";
import { type Invitation, type Member, useTeam } from "./team";

type Doing =
  | { what: "invite" }
  | { what: "role" | "remove"; member: Member }
  | { what: "renew" | "revoke"; invitation: Invitation }
  | { what: "link"; invited: Invited };

/** Who may do what for the merchant. */
export function TeamView({ merchantId }: { merchantId: string }) {
  const { members, invitations, abovePaise, error, refetch } = useTeam(merchantId);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const show = (invited: Invited) => setDoing({ what: "link", invited });
  return (
    <>
      <MerchantNav />
      <Card
        title="Team"
        isFlush
        action={
          <Button isSmall onClick={() => setDoing({ what: "invite" })} aria-keyshortcuts="n">
            Invite
          </Button>
        }
      >
        {members && (
          <MemberList
            members={members}
            onChange={(member) => setDoing({ what: "role", member })}
            onRemove={(member) => setDoing({ what: "remove", member })}
          />
        )}
        {!members && error && <ErrorState what="the team" error={error} onRetry={refetch} />}
        {!members && !error && <SkeletonRows what="the team" count={3} />}
      </Card>
      {invitations.length > 0 && (
        <div className="mt-6">
          <Card title="Invitations" isFlush>
            <InvitationList
              invitations={invitations}
              onRenew={(invitation) => setDoing({ what: "renew", invitation })}
              onRevoke={(invitation) => setDoing({ what: "revoke", invitation })}
            />
          </Card>
        </div>
      )}
      {members && (
        <div className="mt-6">
          <LimitCard merchantId={merchantId} abovePaise={abovePaise} />
        </div>
      )}
      {doing?.what === "invite" && <Invite {...{ merchantId }} onDone={show} onClose={close} />}
      {doing?.what === "link" && <InvitationLink invited={doing.invited} onClose={close} />}
      {doing?.what === "role" && (
        <ChangeRole {...{ merchantId }} member={doing.member} onClose={close} />
      )}
      {doing?.what === "remove" && (
        <RemoveMember {...{ merchantId }} member={doing.member} onClose={close} />
      )}
      {doing?.what === "renew" && (
        <RenewInvitation invitation={doing.invitation} onDone={show} onClose={close} />
      )}
      {doing?.what === "revoke" && (
        <RevokeInvitation invitation={doing.invitation} onClose={close} />
      )}
    </>
  );
}
