import { type FragmentType, graphql, readFragment } from "../gql";
import { formatRupees } from "../money";
import { useMay } from "../session/useViewer";
import { Button, Time } from "../ui";
import { NextCheck } from "./Age";
import { PayAgain } from "./PayAgain";
import { useAskBank } from "./useAskBank";

const REVIEW_NOTICE = graphql(`
  fragment ReviewNotice on Payout {
    id
    amountPaise
    needsReview
    safeToRetry
    explanation
    retriedBy
    unresolvedSince
    nextAttemptAt
  }
`);

/** Says whether to pay again; of an unconfirmed payout also since when, and when the bank is asked next. */
export function ReviewNotice({ payout }: { payout: FragmentType<typeof REVIEW_NOTICE> }) {
  const shown = readFragment(REVIEW_NOTICE, payout);
  const { id, amountPaise, needsReview, unresolvedSince, nextAttemptAt } = shown;
  const { ask, isAsking, refusal } = useAskBank(id);
  const mayAsk = useMay("OPERATE");
  if (!needsReview) return <PayAgain payout={shown} />;
  return (
    <section
      aria-label="This payout is unconfirmed"
      className="grid gap-3 rounded-lg border border-wait bg-wait-quiet px-4 py-3 text-sm"
    >
      <h3 className="font-semibold text-wait">This payout is unconfirmed</h3>
      <PayAgain payout={shown} />
      <p>
        {unresolvedSince && (
          <>
            Unconfirmed since <Time at={unresolvedSince} hasZone />.{" "}
          </>
        )}
        {formatRupees(amountPaise)} stays on hold until the bank confirms.
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span aria-live="polite">
          {nextAttemptAt ? <NextCheck at={nextAttemptAt} hasZone /> : "Checking now"}
        </span>
        {nextAttemptAt && mayAsk && (
          <Button isSmall aria-disabled={isAsking} onClick={ask}>
            Check now
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="text-bad">
          {refusal}
        </p>
      )}
    </section>
  );
}
