import { Badge } from "../ui";
import type { ManagedAccount } from "./accounts";

type Props = { account: Pick<ManagedAccount, "isPrimary" | "isVerified" | "retiredAt"> };

export function AccountBadges({ account: { isPrimary, isVerified, retiredAt } }: Props) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {retiredAt && <Badge text="Retired" kind="bad" />}
      {isPrimary && <Badge text="Primary" kind="accent" />}
      <Badge text={isVerified ? "Verified" : "Not verified"} kind={isVerified ? "ok" : "plain"} />
    </span>
  );
}
