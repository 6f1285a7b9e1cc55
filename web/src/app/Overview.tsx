import { BalanceCard } from "../balance/BalanceCard";
import { RecentPayouts } from "../payouts/RecentPayouts";
import { TryIt } from "../try-it/TryIt";

export function Overview({ merchantId }: { merchantId: string }) {
  return (
    <div className="grid gap-5">
      <BalanceCard merchantId={merchantId} />
      <RecentPayouts merchantId={merchantId} />
      <TryIt merchantId={merchantId} />
    </div>
  );
}
