import { Badge } from "../ui";

/** Payouts of a merchant that is not active are stopped, whoever has made it so. */
export function SuspendedBadge({ merchant }: { merchant: { isActive: boolean } }) {
  return merchant.isActive ? null : <Badge text="Suspended" kind="bad" />;
}
