import { useState } from "react";
import { Link } from "../navigation/Link";
import { Card, EmptyState, ErrorState, Money, SkeletonRows, Time } from "../ui";
import { type Asked, AskFirst, Decide } from "./Decide";
import { useToApprove, type Waiting } from "./useToApprove";

const SHOWN = 200;

/** Everything of a merchant that waits for approval: what waits for the reader can be decided here. */
export function ToApproveView({ merchantId }: { merchantId: string }) {
  const { waiting, error, refetch } = useToApprove(merchantId, SHOWN, false);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Card isFlush>
      {waiting && waiting.length > 0 && (
        <ul className="divide-y divide-line">
          {waiting.map((it) => (
            <Item key={it.batch?.id ?? it.payout.id} waiting={it} onAsk={setAsked} />
          ))}
        </ul>
      )}
      {waiting?.length === SHOWN && (
        <p className="border-t border-line px-5 py-3 text-sm text-soft">
          The {SHOWN} oldest are shown.
        </p>
      )}
      {waiting?.length === 0 && (
        <EmptyState title="Nothing to approve">
          Payouts that need approval by the merchant's policy show here until enough people have
          decided.
        </EmptyState>
      )}
      {!waiting && error && <ErrorState what="what waits" error={error} onRetry={refetch} />}
      {!waiting && !error && <SkeletonRows what="what waits" count={4} />}
      {asked && <AskFirst asked={asked} onEnd={() => setAsked(null)} />}
    </Card>
  );
}

function Item({ waiting, onAsk }: { waiting: Waiting; onAsk: (asked: Asked) => void }) {
  const { batch, payout, payouts, sumPaise, people, missing, since, expiresAt } = waiting;
  const { accountHolderName, accountNumberMasked } = payout.bankAccount;
  const count = `${payouts} ${payouts === 1 ? "payout" : "payouts"}`;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4 text-sm">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-base font-semibold">
            <Money paise={sumPaise} />
          </span>
          {batch ? (
            <Link
              to={{ view: "payouts/batches", item: batch.id, filters: {} }}
              className="font-medium wrap-anywhere text-accent hover:underline"
            >
              {batch.name}
            </Link>
          ) : (
            <Link
              to={{ view: "payouts", payout: payout.id, filters: {} }}
              className="font-medium wrap-anywhere text-accent hover:underline"
            >
              {accountHolderName}
            </Link>
          )}
        </p>
        <p className="wrap-anywhere text-soft">
          {batch ? count : accountNumberMasked}
          {!batch && payout.reference && ` · ${payout.reference}`}
          {payout.madeBy?.name ? ` · made by ${payout.madeBy.name} ` : " · made "}
          <Time at={since} hasZone />
        </p>
        <p className="text-soft">
          {missing === people
            ? `${people} ${people === 1 ? "person has" : "people have"} to approve`
            : `${people - missing} of ${people} have approved`}{" "}
          by <Time at={expiresAt} hasZone />
          {!waiting.mayDecide && ", others than you"}
        </p>
      </div>
      {waiting.mayDecide && (batch || payout.approval) && (
        <Decide
          about={{
            of: batch
              ? { batchId: batch.id }
              : { payoutId: payout.id, subject: payout.approval?.subject ?? "" },
            paise: sumPaise,
            what: batch ? `for ${count} of ${batch.name}` : `to ${accountHolderName}`,
            missing,
          }}
          onAsk={onAsk}
        />
      )}
    </li>
  );
}
