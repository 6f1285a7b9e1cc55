import { BalanceCard } from "../balance/BalanceCard";
import { RecentPayouts } from "../payouts/RecentPayouts";
import { Sandbox } from "../sandbox/Sandbox";

export function Overview({ merchantId }: { merchantId: string }) {
  return (
    <div className="grid gap-5">
      <BalanceCard merchantId={merchantId} />
      <RecentPayouts merchantId={merchantId} />
      <div className="empty:hidden print:hidden">
        <Sandbox merchantId={merchantId} />
      </div>
    </div>
  );
}
