import type { BeneficiaryQuery } from "../gql/graphql";
import { Time, Warning } from "../ui";
import { isWarning, verdictText } from "./nameCheck";

type Node = NonNullable<BeneficiaryQuery["node"]>;
type Check = NonNullable<Extract<Node, { __typename: "BankAccount" }>["nameCheck"]>;

/** What the bank said last of the account's holder. */
export function NameAtBank({ check, holder }: { check: Check | null; holder: string }) {
  if (!check) return <span className="text-soft">Not checked</span>;
  const words = verdictText(check.verdict);
  return (
    <span className="grid gap-0.5">
      {check.registeredName && <span>{check.registeredName}</span>}
      {isWarning(check.verdict) ? <Warning>{words}</Warning> : <span>{words}</span>}
      {check.holderName !== holder && (
        <span className="text-soft">Compared with the earlier name {check.holderName}.</span>
      )}
      <span className="text-soft">
        Checked <Time at={check.at} hasZone />
      </span>
    </span>
  );
}
