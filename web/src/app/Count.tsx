import { attentionOf } from "../balance/attention";
import { useBalance } from "../balance/useBalance";

/** How many payouts are unconfirmed, beside the view that lists them. The overview's query has it. */
export function Count({ merchantId }: { merchantId: string }) {
  const { data } = useBalance(merchantId);
  const { unconfirmed } = data ? attentionOf(data) : { unconfirmed: "" };
  if (!unconfirmed) return null;
  return (
    <span className="absolute top-1 left-1/2 ml-1 rounded-full bg-wait px-1.5 text-[0.6875rem]/4 font-semibold text-surface wide-rail:static wide-rail:ml-auto forced-colors:border">
      {unconfirmed}
      <span className="sr-only"> unconfirmed</span>
    </span>
  );
}
