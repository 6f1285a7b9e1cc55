import { useFollowed } from "../api";
import { graphql } from "../gql";
import { Money, Time } from "../ui";
import { Decide } from "./Decide";

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
  const { data } = useFollowed(BATCH_APPROVAL, { merchantId, batchId });
  const waiting = data?.batchToApprove;
  if (!waiting) return null;
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
          of={{ batchId }}
          paise={sumPaise}
          what={`for ${count} of ${name}`}
          missing={missing}
        />
      )}
    </section>
  );
}
