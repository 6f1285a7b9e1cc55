import type { ComponentProps, ReactNode } from "react";
import { MOST_MINE, useMineToApprove, type Waiting } from "../approvals/useToApprove";
import type { BalanceQuery } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { dayBegins, dayText } from "../time/india";
import { useTextOfNow } from "../time/useTextOfNow";
import { Card, Money, Time } from "../ui";
import { attentionOf, failedFrom, failedSince, returnedFrom, returnedSince } from "./attention";
import { hostOf, type TroubledEndpoint, useTroubledEndpoints } from "./troubledEndpoints";
import { useBalance } from "./useBalance";

/** What a person should look at, and nothing if there is nothing. */
export function NeedsYou({ merchantId }: { merchantId: string }) {
  const { data } = useBalance(merchantId);
  const endpoints = useTroubledEndpoints(merchantId, data !== undefined);
  const toApprove = useMineToApprove(merchantId, data !== undefined);
  return data ? <Attention {...{ data, endpoints, toApprove }} /> : null;
}

type Props = { data: BalanceQuery; endpoints: TroubledEndpoint[]; toApprove: Waiting[] };

function Attention({ data, endpoints, toApprove }: Props) {
  const since = useTextOfNow((now) => failedFrom(data, now));
  const backSince = useTextOfNow((now) => returnedFrom(data, now));
  const { unconfirmed, unconfirmedPaise, isPart } = attentionOf(data);
  const hasPayouts = unconfirmed || since || backSince || toApprove.length > 0;
  if (!hasPayouts && endpoints.length === 0) return null;
  return (
    <Card title="Needs you">
      <ul className="-my-1.5 grid text-sm">
        {toApprove.length > 0 && (
          <Item to={{ view: "payouts/approvals", filters: {} }}>
            <span className="font-medium">
              {toApprove.length === MOST_MINE ? `${MOST_MINE} or more` : toApprove.length} to
              approve
            </span>
            <span className="text-soft">
              {toApprove.length === MOST_MINE && "more than "}
              <Money paise={toApprove.reduce((sum, { sumPaise }) => sum + sumPaise, 0)} />
            </span>
          </Item>
        )}
        {unconfirmed && (
          <Item to={payoutsOf({ status: "NEEDS_REVIEW" })}>
            <span className="font-medium">{unconfirmed} unconfirmed</span>
            <span className="text-soft">
              {isPart && "more than "}
              <Money paise={unconfirmedPaise} />
            </span>
          </Item>
        )}
        {since && (
          <Item to={payoutsOf({ status: "FAILED", cancelled: "no", from: since })}>
            <span className="font-medium">{failedSince(data, since)} failed</span>
            <span className="text-soft">created since {dayText(dayBegins(since))}</span>
          </Item>
        )}
        {backSince && (
          <Item to={payoutsOf({ returned: "yes", from: backSince })}>
            <span className="font-medium">{returnedSince(data, backSince)} returned</span>
            <span className="text-soft">created since {dayText(dayBegins(backSince))}</span>
          </Item>
        )}
        {endpoints.map(({ id, url, state, failingSince }) => (
          <Item key={id} to={{ view: "developers/webhooks", item: id, filters: {} }}>
            <span className="font-medium">
              Webhook {state === "DISABLED" ? "disabled" : "failing"}
              {state !== "DISABLED" && failingSince && (
                <span className="font-normal text-soft">
                  {" "}
                  since <Time at={failingSince} />
                </span>
              )}
            </span>
            <span className="min-w-0 wrap-anywhere text-soft">{hostOf(url)}</span>
          </Item>
        ))}
      </ul>
    </Card>
  );
}

function payoutsOf(filters: Record<string, string>) {
  return { view: "payouts", filters } as const;
}

function Item({ to, children }: { to: ComponentProps<typeof Link>["to"]; children: ReactNode }) {
  return (
    <li>
      <Link
        to={to}
        className="-mx-2 flex flex-wrap justify-between gap-x-4 rounded-lg px-2 py-1.5 hover:bg-hover pointer-coarse:py-3"
      >
        {children}
      </Link>
    </li>
  );
}
