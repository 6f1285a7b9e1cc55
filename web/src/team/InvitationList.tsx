import { roleText } from "../session/roles";
import { useTextOfNow } from "../time/useTextOfNow";
import { Badge, BreakingName, Button, Time } from "../ui";
import type { Invitation } from "./team";

type Props = {
  invitations: Invitation[];
  onRenew: (invitation: Invitation) => void;
  onRevoke: (invitation: Invitation) => void;
};

export function InvitationList({ invitations, onRenew, onRevoke }: Props) {
  return (
    <ul aria-label="Invitations" className="divide-y divide-line">
      {invitations.map((each) => (
        <li
          key={each.invitationId}
          className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3.5 text-sm"
        >
          <div className="grid min-w-0 flex-[1_1_16rem] gap-0.5">
            <span className="font-medium">
              <BreakingName text={each.email} />
            </span>
            <span className="text-xs text-soft">
              Invited by <BreakingName text={each.invitedBy} /> · <End at={each.expiresAt} />
            </span>
          </div>
          <span className="w-24">
            <Badge kind="plain" text={roleText(each.role).label} />
          </span>
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button isSmall onClick={() => onRenew(each)} aria-label={`New link for ${each.email}`}>
              New link
            </Button>
            <Button
              isSmall
              kind="quiet"
              onClick={() => onRevoke(each)}
              aria-label={`Withdraw the invitation of ${each.email}`}
            >
              Withdraw
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function End({ at }: { at: string }) {
  const isOver = useTextOfNow((now) => (Date.parse(at) <= now ? "over" : "")) === "over";
  return isOver ? (
    <span className="font-medium text-wait">run out</span>
  ) : (
    <>
      until <Time at={at} hasZone />
    </>
  );
}
