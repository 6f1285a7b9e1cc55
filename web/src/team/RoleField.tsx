import type { Role } from "../gql/graphql";
import { ROLES } from "../session/roles";
import { ChoiceField } from "../ui";

type Props = { value: Role | null; error: string | undefined; onChange: (role: Role) => void };

export function RoleField(props: Props) {
  const choices = ROLES.map(({ role, label, about }) => ({ value: role, label, about }));
  return <ChoiceField label="Role" choices={choices} {...props} />;
}
