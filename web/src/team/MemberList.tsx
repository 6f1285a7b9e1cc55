import { roleText } from "../session/roles";
import { Badge, BreakingName, Button, Time } from "../ui";
import type { Member } from "./team";

type Props = {
  members: Member[];
  onChange: (member: Member) => void;
  onRemove: (member: Member) => void;
};

export function MemberList({ members, onChange, onRemove }: Props) {
  return (
    <ul aria-label="Members" className="divide-y divide-line">
      {members.map((member) => (
        <li
          key={member.userId}
          className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-3.5 text-sm"
        >
          <div className="grid min-w-0 flex-[1_1_16rem] gap-0.5">
            <span className="font-medium">
              <BreakingName text={member.name} />
              {member.isYou && <span className="font-normal text-soft"> (you)</span>}
            </span>
            {member.email !== member.name && (
              <span className="text-soft">
                <BreakingName text={member.email} />
              </span>
            )}
            <span className="text-xs text-soft">
              {member.lastSignInAt ? (
                <>
                  Last signed in <Time at={member.lastSignInAt} hasZone />
                </>
              ) : (
                "Never signed in"
              )}
              {" · "}
              {member.hasSecondFactor ? "Two-step sign-in" : "No two-step sign-in"}
            </span>
          </div>
          <span className="w-24">
            <Badge kind="plain" text={roleText(member.role).label} />
          </span>
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button
              isSmall
              onClick={() => onChange(member)}
              aria-label={`Change role of ${member.name}`}
            >
              Change role
            </Button>
            <Button
              isSmall
              kind="quiet"
              onClick={() => onRemove(member)}
              aria-label={`Remove ${member.name}`}
            >
              Remove
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}
