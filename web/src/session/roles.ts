import type { Role } from "../gql/graphql";

type RoleText = { role: Role; label: string; about: string };

export const ROLES: RoleText[] = [
  { role: "OWNER", label: "Owner", about: "Does everything, and looks after the team." },
  {
    role: "MAKER",
    label: "Maker",
    about: "Makes payouts and batches, and adds beneficiaries.",
  },
  { role: "APPROVER", label: "Approver", about: "Approves payouts that others make. Makes none." },
  { role: "VIEWER", label: "Viewer", about: "Sees everything, changes nothing." },
  {
    role: "DEVELOPER",
    label: "Developer",
    about: "Keys that read, and webhooks. Makes no payouts.",
  },
];

export function roleText(role: string): RoleText {
  const found = ROLES.find((it) => it.role === role.toUpperCase());
  return found ?? { role: "VIEWER", label: role, about: "" };
}
