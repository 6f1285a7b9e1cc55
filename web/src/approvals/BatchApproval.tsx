import { useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import type { BatchApprovalQuery } from "../gql/graphql";
import { ErrorState, Money, Time } from "../ui";
import { type Asked, AskFirst, Decide } from "./Decide";

const BATCH_APPROVAL = graphql(`
  query BatchApproval($merchantId: ID!, $batchId: ID!) {
    revision(merchantId: $merchantId)
    batchToApprove(batchId: $batchId) {
      payouts
      sumPaise
      people
      missing
      expiresAt
      mayDecide
    }
  }
`);

type Props = { merchantId: string; batchId: string; name: string };

/** What of a batch waits for approval: decided about as a whole. */
export function BatchApproval({ merchantId, batchId, name }: Props) {
  const { data, error, refetch } = useFollowed(BATCH_APPROVAL, { merchantId, batchId });
  const [asked, setAsked] = useState<Asked | null>(null);
  const waiting = data?.batchToApprove;
  return (
    <>
      {waiting && <Notice {...{ batchId, name, waiting }} onAsk={setAsked} />}
      {!data && error && (
        <ErrorState what="its approval" error={error} onRetry={() => void refetch()} />
      )}
      {asked && <AskFirst asked={asked} onEnd={() => setAsked(null)} />}
    </>
  );
}

type Waiting = NonNullable<BatchApprovalQuery["batchToApprove"]>;
type NoticeProps = {
  batchId: string;
  name: string;
  waiting: Waiting;
  onAsk: (asked: Asked) => void;
};

function Notice({ batchId, name, waiting, onAsk }: NoticeProps) {
  const { payouts, sumPaise, people, missing, expiresAt } = waiting;
  const count = `${payouts} ${payouts === 1 ? "payout" : "payouts"}`;
  return (
    <section
      aria-label="Waits for approval"
      className="grid gap-3 rounded-lg border border-wait bg-wait-quiet px-4 py-3 text-sm"
    >
      <h3 className="font-semibold text-wait">Waits for approval</h3>
      <p aria-live="polite">
        {count} of <Money paise={sumPaise} />:{" "}
        {missing === people
          ? `${people} ${people === 1 ? "person has" : "people have"} to approve`
          : `${people - missing} of ${people} people have approved`}
        . Without {missing === people ? "that" : "the others"} by{" "}
        <Time at={expiresAt} isExact hasZone /> they fail, unsent.
      </p>
      {waiting.mayDecide && (
        <Decide
          about={{ of: { batchId }, paise: sumPaise, what: `for ${count} of ${name}`, missing }}
          onAsk={onAsk}
        />
      )}
    </section>
  );
}
