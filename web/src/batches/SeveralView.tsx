import { SuspendedNotice } from "../merchants/SuspendedNotice";
import { recentOf } from "../new-payout/payeeOrder";
import { Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { useAccounts } from "./accounts";
import { GridStep } from "./GridStep";
import { ReviewBatch } from "./ReviewBatch";
import { useSeveral } from "./useSeveral";

/** Many payouts at once: a grid, checked row by row, then one review that pays all of them. */
export function SeveralView({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useAccounts(merchantId);
  const merchant = data?.merchant;
  const recent = recentOf(data?.newest.edges.map(({ node }) => node.bankAccount.id) ?? []);
  const several = useSeveral(merchantId, merchant?.bankAccounts ?? [], recent);
  if (!merchant) {
    if (error)
      return <ErrorState what="the beneficiaries" error={error} onRetry={() => void refetch()} />;
    return <SkeletonRows what="the beneficiaries" />;
  }
  if (several.step === "review") return <ReviewBatch of={several} merchant={merchant} />;
  if (!merchant.isActive) return <SuspendedNotice merchant={merchant} />;
  if (several.payees.length === 0) {
    return (
      <Card>
        <EmptyState title="No beneficiaries yet">Add those whom you pay first.</EmptyState>
      </Card>
    );
  }
  return <GridStep of={several} />;
}
