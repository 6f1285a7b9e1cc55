import type { ReactNode } from "react";
import type { BalanceQuery } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { dayBegins, dayText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { Card, Money } from "../ui";
import { attentionOf, failedFrom, failedSince } from "./attention";
import { useBalance } from "./useBalance";

/** What a person should look at, and nothing if there is nothing. */
export function NeedsYou({ merchantId }: { merchantId: string }) {
  const { data } = useBalance(merchantId);
  return data ? <Attention data={data} /> : null;
}

function Attention({ data }: { data: BalanceQuery }) {
  const since = useTextOfNow((now) => failedFrom(data, now));
  const { unconfirmed, unconfirmedPaise, isPart } = attentionOf(data);
  if (!unconfirmed && !since) return null;
  return (
    <Card title="Needs you">
      <ul className="-my-1.5 grid text-sm">
        {unconfirmed && (
          <Item filters={{ status: "NEEDS_REVIEW" }}>
            <span className="font-medium">{unconfirmed} unconfirmed</span>
            <span className="text-soft">
              {isPart && "more than "}
              <Money paise={unconfirmedPaise} />
            </span>
          </Item>
        )}
        {since && (
          <Item filters={{ status: "FAILED", cancelled: "no", from: since }}>
            <span className="font-medium">{failedSince(data, since)} failed</span>
            <span className="text-soft">created since {dayText(dayBegins(since))}</span>
          </Item>
        )}
      </ul>
    </Card>
  );
}

function Item({ filters, children }: { filters: Record<string, string>; children: ReactNode }) {
  return (
    <li>
      <Link
        to={{ view: "payouts", filters }}
        className="-mx-2 flex flex-wrap justify-between gap-x-4 rounded-lg px-2 py-1.5 hover:bg-hover pointer-coarse:py-3"
      >
        {children}
      </Link>
    </li>
  );
}
