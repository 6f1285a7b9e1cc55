import type { ReactNode } from "react";
import type { BalanceQuery } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { useTextOfNow } from "../time/useTextOfNow";
import { Card, Money } from "../ui";
import { attentionOf } from "./attention";
import { useBalance } from "./useBalance";

/** What a person should look at, and nothing if there is nothing. */
export function NeedsYou({ merchantId }: { merchantId: string }) {
  const { data } = useBalance(merchantId);
  return data ? <Attention data={data} /> : null;
}

function Attention({ data }: { data: BalanceQuery }) {
  const failed = useTextOfNow((now) => attentionOf(data, now).failed);
  const { unconfirmed, unconfirmedPaise, isPart } = attentionOf(data, 0);
  if (!unconfirmed && !failed) return null;
  return (
    <Card title="Needs you">
      <ul className="-my-1.5 grid text-sm">
        {unconfirmed && (
          <Item status="NEEDS_REVIEW">
            <span className="font-medium">{unconfirmed} unconfirmed</span>
            <span className="text-soft">
              {isPart && "more than "}
              <Money paise={unconfirmedPaise} />
            </span>
          </Item>
        )}
        {failed && (
          <Item status="FAILED">
            <span className="font-medium">{failed} failed</span>
            <span className="text-soft">in the last 7 days</span>
          </Item>
        )}
      </ul>
    </Card>
  );
}

function Item({ status, children }: { status: string; children: ReactNode }) {
  return (
    <li>
      <Link
        to={{ view: "payouts", filters: { status } }}
        className="-mx-2 flex flex-wrap justify-between gap-x-4 rounded-lg px-2 py-1.5 hover:bg-hover pointer-coarse:py-3"
      >
        {children}
      </Link>
    </li>
  );
}
