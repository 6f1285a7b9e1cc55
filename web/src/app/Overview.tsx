import { BalanceCard } from "../balance/BalanceCard";
import { HistoryCard } from "../balance/HistoryCard";
import { NeedsYou } from "../balance/NeedsYou";
import { ThisMonth } from "../balance/ThisMonth";
import { RecentPayouts } from "../payouts/RecentPayouts";
import { Sandbox } from "../sandbox/Sandbox";
import { FirstSteps } from "./FirstSteps";

export function Overview({ merchantId }: { merchantId: string }) {
  return (
    <div className="grid gap-5">
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,8fr)]">
        <div className="grid content-start gap-5">
          <BalanceCard merchantId={merchantId} />
          <NeedsYou merchantId={merchantId} />
          <ThisMonth merchantId={merchantId} />
        </div>
        <HistoryCard merchantId={merchantId} />
      </div>
      <div className="empty:hidden print:hidden">
        <FirstSteps merchantId={merchantId} />
      </div>
      <RecentPayouts merchantId={merchantId} />
      <div className="empty:hidden print:hidden">
        <Sandbox merchantId={merchantId} />
      </div>
    </div>
  );
}
