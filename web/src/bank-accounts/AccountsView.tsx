import { MerchantCard } from "../merchants/MerchantCard";
import { Card, ErrorState, SkeletonRows } from "../ui";
import { AccountsCard } from "./AccountsCard";
import { inOrder, useAccounts } from "./accounts";

/** The merchant and its bank accounts. */
export function AccountsView({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = useAccounts(merchantId);
  const merchant = data?.merchant;
  if (!merchant) {
    return (
      <Card>
        {error ? (
          <ErrorState what="the bank accounts" error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows what="the bank accounts" count={4} />
        )}
      </Card>
    );
  }
  return (
    <div className="grid gap-5">
      <MerchantCard merchant={merchant} />
      <AccountsCard accounts={inOrder(merchant.bankAccounts)} />
    </div>
  );
}
